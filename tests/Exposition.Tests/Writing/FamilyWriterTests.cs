using System.Buffers;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition.Tests;

public sealed class FamilyWriterTests
{
    private static readonly Exemplar Trace = new(Labels.Of("trace_id", "a\"b"), 0.5, 1500);

    private static readonly MetricFamily[] Families =
    [
        new("requests_total", MetricType.Counter, "All \"requests\"\never \\ counted.", "",
            [new ValueMetric(Labels.Of("path", "/a"), 1e6) { CreatedMs = 1000, Exemplar = Trace }]),
        new("size_bytes", MetricType.Gauge, "", "bytes",
        [
            new ValueMetric(Labels.Empty, 3, 2500),
            new ValueMetric(Labels.Of("x", "é"), double.NegativeInfinity),
        ]),
        new("lat", MetricType.Histogram, "h", "",
        [
            new HistogramMetric(Labels.Of("a", "1"), 3, 4.5, [new(1, 1, Trace), new(2.5,
                2)]) { CreatedMs = 2000 },
        ]),
        new("s", MetricType.Summary, "", "",
            [new SummaryMetric(Labels.Empty, 2, 3.5, [(0.5, 1), (1, double.NaN)])]),
        new("u.v", MetricType.Unknown, "", "", [new ValueMetric(Labels.Of("l.m", "1"), 1)]),
    ];

    [Fact]
    public void Text_is_what_go_writes()
    {
        Assert.Equal("""
            # HELP requests_total All "requests"\never \\ counted.
            # TYPE requests_total counter
            requests_total{path="/a"} 1e+06
            # TYPE size_bytes gauge
            size_bytes 3 2500
            size_bytes{x="é"} -Inf
            # HELP lat h
            # TYPE lat histogram
            lat_bucket{a="1",le="1"} 1
            lat_bucket{a="1",le="2.5"} 2
            lat_bucket{a="1",le="+Inf"} 3
            lat_sum{a="1"} 4.5
            lat_count{a="1"} 3
            # TYPE s summary
            s{quantile="0.5"} 1
            s{quantile="1"} NaN
            s_sum 3.5
            s_count 2
            # TYPE u_v untyped
            u_v{l_m="1"} 1

            """, Write(ExpositionType.Text));
    }

    [Fact]
    public void Utf8_names_are_quoted_where_the_reader_takes_them()
    {
        var text = Write(new ExpositionType(ExpositionFormat.Text, EscapingScheme.AllowUtf8));
        Assert.EndsWith("# TYPE \"u.v\" untyped\n{\"u.v\",\"l.m\"=\"1\"} 1\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void OpenMetrics_has_totals_created_lines_exemplars_and_an_end()
    {
        Assert.Equal("""
            # HELP requests All \"requests\"\never \\ counted.
            # TYPE requests counter
            requests_total{path="/a"} 1e+06 # {trace_id="a\"b"} 0.5 1.5
            requests_created{path="/a"} 1.0
            # TYPE size_bytes gauge
            # UNIT size_bytes bytes
            size_bytes 3.0 2.5
            size_bytes{x="é"} -Inf
            # HELP lat h
            # TYPE lat histogram
            lat_bucket{a="1",le="1.0"} 1.0 # {trace_id="a\"b"} 0.5 1.5
            lat_bucket{a="1",le="2.5"} 2.0
            lat_bucket{a="1",le="+Inf"} 3.0
            lat_sum{a="1"} 4.5
            lat_count{a="1"} 3.0
            lat_created{a="1"} 2.0
            # TYPE s summary
            s{quantile="0.5"} 1.0
            s{quantile="1.0"} NaN
            s_sum 3.5
            s_count 2.0
            # TYPE u_v unknown
            u_v{l_m="1"} 1.0
            # EOF

            """, Write(new ExpositionType(ExpositionFormat.OpenMetrics, EscapingScheme.Underscores)));
    }

    [Fact]
    public void Protobuf_reads_back_as_it_was()
    {
        var native = new FloatHistogram
        {
            Schema = 3,
            Count = 12,
            Sum = 18.4,
            ZeroCount = 2,
            ZeroThreshold = 0.001,
            PositiveSpans = [new(-4, 2), new(3, 1)],
            PositiveBuckets = [1, 2, 1],
            NegativeSpans = [new(0, 2)],
            NegativeBuckets = [5, 1],
        };
        MetricFamily[] families =
        [
            .. Families,
            new("n", MetricType.Histogram, "", "",
                [new HistogramMetric(Labels.Empty, 12, 18.4, []) { Native = native, Exemplars = [Trace] }]),
            new("f", MetricType.GaugeHistogram, "", "",
                [new HistogramMetric(Labels.Empty, 1.5, 1, [new(1, 0.5)])]),
        ];
        var type = new ExpositionType(ExpositionFormat.Protobuf, EscapingScheme.AllowUtf8);
        var first = Bytes(families, type);

        var read = FamilyReader.Read(ExpositionFormat.Protobuf, first, allowUtf8Names: true);

        Assert.Equal(first, Bytes(read, type));
        Assert.Equal(
            families.Select(f => f with { Metrics = [] }), read.Select(f => f with { Metrics = [] }));
        var back = Assert.IsType<HistogramMetric>(read[5].Metrics[0]).Native!;
        Assert.Equal(native.PositiveSpans, back.PositiveSpans);
        Assert.Equal(native.PositiveBuckets, back.PositiveBuckets);
        Assert.Equal(native.NegativeBuckets, back.NegativeBuckets);
        Assert.Equal(
            (3, 12, 18.4, 2, 0.001),
            (back.Schema, back.Count, back.Sum, back.ZeroCount, back.ZeroThreshold));
    }

    [Theory]
    [InlineData(null, false, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")]
    [InlineData("*/*", true, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")]
    [InlineData("application/json", true, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
            + "text/plain;version=0.0.4;q=0.2",
        true,
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8")]
    [InlineData(
        "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;escaping=values;q=0.2",
        false,
        "text/plain; version=0.0.4; charset=utf-8; escaping=values")]
    [InlineData(
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            + "encoding=delimited;q=0.6,*/*;q=0.5",
        false,
        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; "
            + "encoding=delimited; escaping=underscores")]
    [InlineData("text/plain;q=0", true, "text/plain; version=0.0.4; charset=utf-8; escaping=underscores")]
    public void Accept_headers_are_negotiated(string? accept, bool offerOpenMetrics, string expected) =>
        Assert.Equal(expected, ExpositionType.Negotiate(accept, offerOpenMetrics).ContentType);

    [Theory]
    [InlineData("no_change", "no_change", "no__change", "no_change")]
    [InlineData("my.name", "my_name", "my_dot_name", "U__my_2e_name")]
    [InlineData("a b_é", "a_b__", "a__b____", "U__a_20_b___e9_")]
    [InlineData("1x", "_x", "__x", "U___31_x")]
    public void Names_are_escaped(string name, string underscores, string dots, string values)
    {
        Assert.Equal(underscores, NameEscaping.Escape(name, EscapingScheme.Underscores));
        Assert.Equal(dots, NameEscaping.Escape(name, EscapingScheme.Dots));
        Assert.Equal(values, NameEscaping.Escape(name, EscapingScheme.Values));
        Assert.Equal(name, NameEscaping.Unescape(values));
    }

    private static string Write(ExpositionType type) => Encoding.UTF8.GetString(Bytes(Families, type));

    private static byte[] Bytes(IEnumerable<MetricFamily> families, ExpositionType type)
    {
        var output = new ArrayBufferWriter<byte>();
        FamilyWriter.Write(families, type, output);
        return output.WrittenSpan.ToArray();
    }
}
