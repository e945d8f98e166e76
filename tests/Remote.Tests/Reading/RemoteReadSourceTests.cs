using System.Net;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Remote.Tests.Reading;

public sealed class RemoteReadSourceTests : IDisposable
{
    private static readonly Labels Up = Labels.Of("__name__", "up", "job", "a");
    private readonly MemorySeries _here = new();
    private readonly MemorySeries _there = new();
    private readonly ReadServer _server;
    private readonly RemoteReadSource _source;
    private long _oldestHereMs = 3000;

    public RemoteReadSourceTests()
    {
        _server = new ReadServer(new RemoteReader(_there, () => Labels.Of("site", "home")));
        _source = new RemoteReadSource(
            _here, () => _oldestHereMs, () => Labels.Of("site", "home"), new ManualTime());
    }

    [Fact]
    public void Older_samples_come_from_there_newer_ones_from_here()
    {
        _here.Add(Up, 3000, 3);
        _here.Add(Up, 4000, 4);
        _there.Add(Up, 1000, 1);
        _there.Add(Up, 3000, 99);
        _there.Add(Up, 4000, 99);
        Apply(Target());
        Assert.Equal(["up{job=\"a\"} 1000:1 3000:3 4000:4"], Read(0, 5000));
        Assert.Contains("site", _server.Matchers);
    }

    [Fact]
    public void Series_that_are_only_there_stand_in_order_and_histograms_come_along()
    {
        _here.Add(Labels.Of("__name__", "b"), 3000, 3);
        _there.Add(Labels.Of("__name__", "a"), 1000, 1);
        _there.Add(
            Labels.Of("__name__", "c"), 1000, new FloatHistogram
            {
                Count = 2,
                Sum = 3,
                PositiveSpans = [new HistogramSpan(1, 1)],
                PositiveBuckets = [2],
            });
        Apply(Target());
        Assert.Equal(["a 1000:1", "b 3000:3", "c 1000:h2"], Read(0, 5000));
    }

    [Fact]
    public void A_time_that_is_all_here_is_not_asked_for_unless_that_is_wanted()
    {
        Apply(Target());
        Read(3000, 5000);
        Assert.Equal(0, _server.Requests);
        Apply(Target() with { Fingerprint = "recent", ReadRecent = true });
        Read(3000, 5000);
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public void Required_matchers_keep_other_queries_away()
    {
        Apply(Target() with { RequiredMatchers = [new Label("job", "a")] });
        Read(0, 5000);
        Assert.Equal(0, _server.Requests);
        Read(0, 5000, new Matcher("job", MatchOperator.Equal, "a"));
        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public void A_server_that_fails_costs_a_warning_and_not_the_query()
    {
        _here.Add(Up, 3000, 3);
        _server.Status = HttpStatusCode.InternalServerError;
        Apply(Target());
        using var set = Select(0, 5000);
        Assert.Single(set);
        Assert.Equal(["remote_read r: server returned HTTP status 500"], set.Warnings);
    }

    [Fact]
    public void External_labels_stay_where_they_are_not_filtered()
    {
        _oldestHereMs = long.MaxValue;
        _there.Add(Up, 1000, 1);
        Apply(Target() with { FilterExternalLabels = false });
        Assert.Equal(["up{job=\"a\", site=\"home\"} 1000:1"], Read(0, 5000));
    }

    public void Dispose()
    {
        _source.Dispose();
        _server.Dispose();
    }

    private void Apply(RemoteReadTarget target) => _source.Apply([target]);

    private RemoteReadTarget Target() => new()
    {
        Name = "r",
        Fingerprint = "",
        Url = new Uri("http://there/read"),
        CreateClient = () => new HttpClient(_server, disposeHandler: false),
    };

    private ISeriesSet Select(long minMs, long maxMs, params Matcher[] matchers) =>
        _source.Select(new SeriesSelection(matchers, minMs, maxMs), CancellationToken.None);

    private List<string> Read(long minMs, long maxMs, params Matcher[] matchers)
    {
        using var set = Select(minMs, maxMs, matchers);
        Assert.Empty(set.Warnings);
        var buffer = new SampleBuffer();
        var lines = new List<string>();
        foreach (var series in set)
        {
            series.Read(minMs, maxMs, buffer);
            var samples = Enumerable.Range(0, buffer.Count).Select(i => buffer.HasHistograms
                ? $"{buffer.Timestamps[i]}:h{buffer.Histograms[i]!.Count}"
                : $"{buffer.Timestamps[i]}:{buffer.Values[i]}");
            lines.Add($"{series.Labels} {string.Join(' ', samples)}");
        }

        return lines;
    }
}
