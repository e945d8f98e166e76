using Hotaru.Exposition;
using Hotaru.Model;
using Hotaru.Promql;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// /federate: the newest sample of every series that matches, with its timestamp, for other servers.
/// </summary>
internal sealed class FederateEndpoint(
    ISeriesSource source, PrometheusStatus status, Func<TimeSpan> lookback, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        ApiEndpoint.AllowOrigins(context);
        IReadOnlyList<IReadOnlyList<Matcher>> sets;
        try
        {
            sets = (await ApiRequest.ReadAsync(context)).Selectors();
        }
        catch (ApiException e)
        {
            context.Response.StatusCode = e.Error.Status;
            await context.Response.WriteAsync(e.Message + "\n", context.RequestAborted);
            return;
        }

        var type = ExpositionType.Negotiate(context.Request.Headers.Accept, offerOpenMetrics: false);
        await MetricsAnswer.WriteAsync(context, type, Families(sets, type.Format, context.RequestAborted));
    }

    private IEnumerable<MetricFamily> Families(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, ExpositionFormat format, CancellationToken cancellation)
    {
        var newest = new SortedDictionary<Labels, Metric>(NameFirst);
        var buffer = new SampleBuffer();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var from = now - (long)lookback().TotalMilliseconds + 1;
        foreach (var matchers in sets)
        {
            using var found = source.Select(new SeriesSelection(matchers, from, now), cancellation);
            foreach (var series in found)
            {
                if (newest.ContainsKey(series.Labels) || series.Labels.MetricName.Length == 0) continue;
                series.Read(from, now, buffer);
                if (Newest(series.Labels, buffer, format) is { } metric) newest[series.Labels] = metric;
            }
        }

        return newest.GroupBy(e => (e.Key.MetricName, Type: TypeOf(e.Value)))
            .Select(group =>
            new MetricFamily(
                group.Key.MetricName, group.Key.Type, "", "",
                [.. group.Select(entry => entry.Value)]));
    }

    private static MetricType TypeOf(Metric metric) => metric switch
    {
        HistogramMetric { Native.CounterResetHint: CounterResetHint.Gauge } => MetricType.GaugeHistogram,
        HistogramMetric => MetricType.Histogram,
        _ => MetricType.Unknown,
    };

    private static readonly IComparer<Labels> NameFirst = Comparer<Labels>.Create((a, b) =>
        Labels.CompareText(a.MetricName, b.MetricName) is var order && order != 0 ? order : a.CompareTo(b));

    private Metric? Newest(Labels labels, SampleBuffer buffer, ExpositionFormat format)
    {
        if (buffer.Count == 0) return null;
        var last = buffer.Count - 1;
        var timestamp = buffer.Timestamps[last];
        if (buffer.HasHistograms && buffer.Histograms[last] is { } histogram)
        {
            if (histogram.IsStale) return null;
            if (histogram.UsesCustomBuckets) return ClassicForm.Of(histogram, Outside(labels), timestamp);
            // Only protobuf carries the others.
            if (format != ExpositionFormat.Protobuf) return null;
            return new HistogramMetric(Outside(labels), histogram.Count, histogram.Sum, [], timestamp)
            {
                Native = histogram,
            };
        }

        var value = buffer.Values[last];
        return StaleMarker.Is(value) ? null : new ValueMetric(Outside(labels), value, timestamp);
    }

    /// <summary>
    /// external_labels where the series has none of its own, and an instance label, if only an empty one.
    /// </summary>
    private Labels Outside(Labels labels)
    {
        var builder = new LabelsBuilder(labels).Remove(LabelNames.MetricName);
        foreach (var label in status.ExternalLabels())
        {
            if (!builder.Has(label.Name)) builder.Set(label.Name, label.Value);
        }

        if (!builder.Has(LabelNames.Instance)) builder.Keep(LabelNames.Instance, "");
        return builder.Build();
    }
}
