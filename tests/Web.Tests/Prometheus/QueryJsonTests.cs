using System.IO.Pipelines;
using System.Text;
using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Web.Prometheus;

namespace Hotaru.Web.Tests.Prometheus;

public sealed class QueryJsonTests
{
    [Theory]
    [InlineData(1.5, "\"1.5\"")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"+Inf\"")]
    [InlineData(double.NegativeInfinity, "\"-Inf\"")]
    [InlineData(123456789012.0, "\"123456789012\"")]
    [InlineData(1e20, "\"100000000000000000000\"")]
    [InlineData(1e21, "\"1e+21\"")]
    [InlineData(0.000001, "\"0.000001\"")]
    [InlineData(0.0000001, "\"1e-07\"")]
    [InlineData(-0.1, "\"-0.1\"")]
    public async Task Values_are_texts_as_Go_prints_them(double value, string text) => Assert.Equal(
        $"{{\"resultType\":\"vector\",\"result\":[{{\"metric\":{{}},\"value\":[1.500,{text}]}}]}}",
        await WriteAsync(new VectorValue([new VectorSample(Labels.Empty, 1500, value)])));

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(1e22, "\"10000000000000000000000\"")]
    [InlineData(1e-7, "\"0.0000001\"")]
    public async Task A_scalar_has_no_exponent_and_its_time_no_zeros_at_the_end(double value, string text) =>
        Assert.Equal(
            $"{{\"resultType\":\"scalar\",\"result\":[1.5,{text}]}}",
            await WriteAsync(new ScalarValue(1500, value)));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1435781430781, "1435781430.781")]
    [InlineData(1435781430000, "1435781430")]
    [InlineData(1001, "1.001")]
    [InlineData(-1500, "-1.5")]
    public async Task Times_are_seconds(long timestampMs, string text) => Assert.Equal(
        $"{{\"resultType\":\"string\",\"result\":[{text},\"x\"]}}",
        await WriteAsync(new StringValue(timestampMs, "x")));

    [Fact]
    public async Task Vectors_and_matrices_have_the_shape_of_the_field()
    {
        var labels = Labels.Of("__name__", "up", "é", "<a&b>");
        Assert.Equal(
            """{"resultType":"vector","result":[{"metric":{"__name__":"up","é":"<a&b>"}"""
            + ""","value":[1,"2"]}]}""",
            await WriteAsync(new VectorValue([new VectorSample(labels, 1000, 2)])));
        Assert.Equal(
            """{"resultType":"matrix","result":[{"metric":{},"values":[[1,"2"],[2,"3"]]}]}""",
            await WriteAsync(
                new MatrixValue([new MatrixSeries(Labels.Empty, [new(1000, 2), new(2000, 3)], [])])));
    }

    [Fact]
    public async Task A_histogram_shows_its_buckets_with_their_bounds()
    {
        var histogram = new FloatHistogram
        {
            Schema = 0,
            ZeroThreshold = 0.5,
            ZeroCount = 1,
            Count = 6,
            Sum = 4.5,
            NegativeSpans = [new(1, 1)],
            NegativeBuckets = [2],
            PositiveSpans = [new(0, 2), new(1, 1)],
            PositiveBuckets = [1, 0, 2],
        };
        Assert.Equal(
            """{"resultType":"vector","result":[{"metric":{},"histogram":[1,{"count":"6","sum":"4.5","b"""
            + """uckets":[[1,"-2","-1","2"],[3,"-0.5","0.5","1"],[0,"0.5","1","1"],[0,"4","8","2"]]}]}]}""",
            await WriteAsync(new VectorValue([new VectorSample(Labels.Empty, 1000, double.NaN, histogram)])));
    }

    private static async Task<string> WriteAsync(QueryValue value)
    {
        using var bytes = new MemoryStream();
        var pipe = PipeWriter.Create(bytes, new StreamPipeWriterOptions(leaveOpen: true));
        await using (var json = new JsonStream(pipe))
        {
            await QueryJson.WriteAsync(json, value, null, default);
            await json.FlushAsync(default);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
