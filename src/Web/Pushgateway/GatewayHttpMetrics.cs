using System.Collections.Concurrent;
using Hotaru.Exposition;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>The gateway's own metrics under the names that Pushgateway has for them.</summary>
/// <param name="revision">The commit it was built from; empty where that is not known.</param>
internal sealed class GatewayHttpMetrics(string version, string revision)
{
    private const string BuildInfo = "pushgateway_build_info";
    private const string Requests = "pushgateway_http_requests_total";
    private const string Size = "pushgateway_http_push_size_bytes";
    private const string Duration = "pushgateway_http_push_duration_seconds";
    private const string Scrapes = "promhttp_metric_handler_requests_total";
    private const string InFlight = "promhttp_metric_handler_requests_in_flight";

    private static readonly double[] Quantiles = [0.1, 0.5, 0.9];

    private readonly ConcurrentDictionary<(string Handler, string Method, int Code), RequestCount> _requests =
        new();
    private readonly ConcurrentDictionary<string, RecentValues> _sizes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RecentValues> _durations = new(StringComparer.Ordinal);

    /// <summary>Scrapes by their status; the usual ones are there from the start.</summary>
    private readonly ConcurrentDictionary<int, RequestCount> _scrapes = new(
        new[] { 200, 500, 503 }.Select(code => KeyValuePair.Create(code, new RequestCount())));

    private long _scraping;

    /// <summary>What no push may have under another type: the page would contradict itself.</summary>
    public static IReadOnlyDictionary<string, MetricType> Types { get; } = new Dictionary<string, MetricType>
    {
        [BuildInfo] = MetricType.Gauge,
        [Requests] = MetricType.Counter,
        [Size] = MetricType.Summary,
        [Duration] = MetricType.Summary,
        [Scrapes] = MetricType.Counter,
        [InFlight] = MetricType.Gauge,
    };

    public void Answered(string handler, string method, int status) =>
        _requests.GetOrAdd((handler, method.ToLowerInvariant(), status),
            static _ => new RequestCount()).Increment();

    public void Pushed(HttpRequest request, TimeSpan took)
    {
        var method = request.Method.ToLowerInvariant();
        _sizes.GetOrAdd(method, static _ => new RecentValues(Quantiles)).Add(RequestSize.Of(request));
        _durations.GetOrAdd(method, static _ => new RecentValues(Quantiles)).Add(took.TotalSeconds);
    }

    public void ScrapeBegins() => Interlocked.Increment(ref _scraping);

    public void ScrapeEnds(int status)
    {
        Interlocked.Decrement(ref _scraping);
        _scrapes.GetOrAdd(status, static _ => new RequestCount()).Increment();
    }

    public IEnumerable<MetricFamily> Families()
    {
        var build = Labels.Of("goversion", $"dotnet{Environment.Version}", "version", version);
        if (revision.Length > 0) build = build.With("revision", revision);
        yield return Family(BuildInfo, "The version of the push gateway, as a label.",
            [new ValueMetric(build, 1)]);
        yield return Family(InFlight, "Scrapes of this page that are being answered.",
            [new ValueMetric(Labels.Empty, Interlocked.Read(ref _scraping))]);
        yield return Family(Scrapes, "Scrapes of this page by the status of the answer.",
            [.. _scrapes.Select(s => new ValueMetric(Labels.Of("code", $"{s.Key}"), s.Value.Value))]);
        if (!_requests.IsEmpty)
        {
            yield return Family(Requests, "HTTP requests by code, handler and method, without scrapes.",
                [.. _requests.Select(r => new ValueMetric(LabelsOf(r.Key), r.Value.Value))]);
        }

        if (_sizes.IsEmpty) yield break;
        yield return Family(Size, "Sizes of the requests of pushes, compressed as they came.",
            [.. Summaries(_sizes)]);
        yield return Family(Duration, "How long pushes took.", [.. Summaries(_durations)]);
    }

    private static MetricFamily Family(string name, string help, IReadOnlyList<Metric> metrics) =>
        new(name, Types[name], help, "", metrics);

    private static Labels LabelsOf((string Handler, string Method, int Code) key) =>
        Labels.Of("code", $"{key.Code}", "handler", key.Handler, "method", key.Method);

    private static IEnumerable<Metric> Summaries(ConcurrentDictionary<string, RecentValues> values) =>
        values.Select(v => v.Value.ToSummary(Labels.Of("method", v.Key)));

    private sealed class RequestCount
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
