using System.Collections.Concurrent;
using Hotaru.Exposition;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>The gateway's own metrics under the names that Pushgateway has for them.</summary>
internal sealed class GatewayHttpMetrics(string version)
{
    private static readonly double[] Quantiles = [0.1, 0.5, 0.9];

    private readonly ConcurrentDictionary<(string Handler, string Method, int Code), RequestCount> _requests =
        new();
    private readonly ConcurrentDictionary<string, RecentValues> _sizes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RecentValues> _durations = new(StringComparer.Ordinal);

    public void Answered(string handler, string method, int status) =>
        _requests.GetOrAdd((handler, method.ToLowerInvariant(), status),
            static _ => new RequestCount()).Increment();

    public void Pushed(HttpRequest request, TimeSpan took)
    {
        var method = request.Method.ToLowerInvariant();
        _sizes.GetOrAdd(method, static _ => new RecentValues(Quantiles)).Add(request.ContentLength ?? 0);
        _durations.GetOrAdd(method, static _ => new RecentValues(Quantiles)).Add(took.TotalSeconds);
    }

    public IEnumerable<MetricFamily> Families()
    {
        yield return new MetricFamily(
            "pushgateway_build_info", MetricType.Gauge, "The version of the push gateway, as a label.", "",
            [new ValueMetric(Labels.Of("goversion", $"dotnet{Environment.Version}", "version", version), 1)]);
        if (!_requests.IsEmpty)
        {
            yield return new MetricFamily(
                "pushgateway_http_requests_total", MetricType.Counter,
                "HTTP requests by code, handler and method.", "",
                [.. _requests.Select(r => new ValueMetric(LabelsOf(r.Key), r.Value.Value))]);
        }

        if (_sizes.IsEmpty) yield break;
        yield return Summary("pushgateway_http_push_size_bytes", "Sizes of the bodies of pushes.", _sizes);
        yield return Summary("pushgateway_http_push_duration_seconds", "How long pushes took.", _durations);
    }

    private static Labels LabelsOf((string Handler, string Method, int Code) key) =>
        Labels.Of("code", $"{key.Code}", "handler", key.Handler, "method", key.Method);

    private static MetricFamily Summary(
        string name, string help, ConcurrentDictionary<string, RecentValues> values)
    {
        var metrics = values.Select(v => v.Value.ToSummary(Labels.Of("method", v.Key)));
        return new MetricFamily(name, MetricType.Summary, help, "", [.. metrics]);
    }

    private sealed class RequestCount
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
