using System.Collections.Concurrent;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>Requests by path, answer and how long they took, under Prometheus's names. Any thread.</summary>
internal sealed class RequestFigures(TimeProvider time)
{
    /// <summary>Prometheus's own bounds, in seconds.</summary>
    private static readonly double[] Bounds = [0.1, 0.2, 0.4, 1, 3, 8, 20, 60, 120];

    private readonly ConcurrentDictionary<(string Handler, int Code), StrongCount> _answers = new();
    private readonly ConcurrentDictionary<string, Durations> _durations = new(StringComparer.Ordinal);

    /// <summary>The handler, with its requests counted under the path that it is mapped at.</summary>
    public RequestDelegate Watch(string path, RequestDelegate handle) => async context =>
    {
        var start = time.GetTimestamp();
        try
        {
            await handle(context);
        }
        finally
        {
            var took = time.GetElapsedTime(start).TotalSeconds;
            _durations.GetOrAdd(path, static _ => new Durations()).Add(took);
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
            [.. _durations.Select(d => d.Value.ToHistogram(Labels.Of("handler", d.Key)))]);
    }

    private sealed class StrongCount
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }

    private sealed class Durations
    {
        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[Bounds.Length + 1];
        private double _sum;

        public void Add(double seconds)
        {
            var bucket = 0;
            while (bucket < Bounds.Length && seconds > Bounds[bucket]) bucket++;
            lock (_lock)
            {
                _counts[bucket]++;
                _sum += seconds;
            }
        }

        public HistogramMetric ToHistogram(Labels labels)
        {
            var buckets = new List<HistogramBucket>(_counts.Length);
            lock (_lock)
            {
                long count = 0;
                for (var i = 0; i < _counts.Length; i++)
                {
                    count += _counts[i];
                    var bound = i < Bounds.Length ? Bounds[i] : double.PositiveInfinity;
                    buckets.Add(new HistogramBucket(bound, count));
                }

                return new HistogramMetric(labels, count, _sum, buckets);
            }
        }
    }
}
