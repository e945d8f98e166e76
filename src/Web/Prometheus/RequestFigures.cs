using System.Collections.Concurrent;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// Requests by path and answer, how long they took and how much was sent, under Prometheus's names. Any
/// thread.
/// </summary>
internal sealed class RequestFigures(TimeProvider time)
{
    /// <summary>Prometheus's own bounds, in seconds.</summary>
    private static readonly double[] Seconds = [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120];

    /// <summary>Prometheus's own bounds, in bytes.</summary>
    private static readonly double[] Bytes = [1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    private readonly ConcurrentDictionary<(string Handler, int Code), StrongCount> _answers = new();
    private readonly ConcurrentDictionary<string, Figures> _handlers = new(StringComparer.Ordinal);

    /// <summary>The handler, with its requests counted under the path that it is mapped at.</summary>
    public RequestDelegate Watch(string path, RequestDelegate handle) => async context =>
    {
        var start = time.GetTimestamp();
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var size = new SizeCounter(body);
        context.Features.Set<IHttpResponseBodyFeature>(size);
        try
        {
            await handle(context);
        }
        finally
        {
            context.Features.Set(body);
            var figures = _handlers.GetOrAdd(path, static _ => new Figures());
            figures.Seconds.Add(time.GetElapsedTime(start).TotalSeconds);
            figures.Bytes.Add(size.Bytes);
            _answers.GetOrAdd((path, context.Response.StatusCode), static _ => new StrongCount()).Increment();
        }
    };

    public IEnumerable<MetricFamily> Families()
    {
        if (_answers.IsEmpty) yield break;
        yield return new MetricFamily(
            "prometheus_http_requests_total", MetricType.Counter, "Requests by path and status code.", "",
            [.. _answers.Select(a => new ValueMetric(
                Labels.Of("code", $"{a.Key.Code}", "handler", a.Key.Handler), a.Value.Value))]);
        yield return new MetricFamily(
            "prometheus_http_request_duration_seconds", MetricType.Histogram, "How long requests took.", "",
            [.. _handlers.Select(h => h.Value.Seconds.ToHistogram(Labels.Of("handler", h.Key)))]);
        yield return new MetricFamily(
            "prometheus_http_response_size_bytes", MetricType.Histogram,
            "Bytes of the answers' bodies, as they were sent.", "",
            [.. _handlers.Select(h => h.Value.Bytes.ToHistogram(Labels.Of("handler", h.Key)))]);
    }

    private sealed class Figures
    {
        public BucketCounts Seconds { get; } = new(RequestFigures.Seconds);

        public BucketCounts Bytes { get; } = new(RequestFigures.Bytes);
    }

    private sealed class StrongCount
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
