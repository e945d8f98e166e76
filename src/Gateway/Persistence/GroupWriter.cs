using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// Appends what a change of a group means for its series: a sample for every series that was pushed, a stale
/// marker for every one that is gone.
/// </summary>
internal sealed class GroupWriter(ISampleBatch batch, GatewayMeter meter)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The names of the series that were written.</summary>
    public IReadOnlyCollection<string> Names => _names;

    public void Write(PushedGroup? before, PushedGroup after)
    {
        foreach (var family in after.Families.Values)
        {
            var known = before?.Families.GetValueOrDefault(family.Name);
            if (ReferenceEquals(known, family)) continue;
            Append(family, after.ArrivedMs);
            var told = Metadata(family);
            if (known is null || Metadata(known) != told) batch.Describe(family.Name, told);
        }

        if (before is null) return;
        foreach (var family in before.Families.Values)
        {
            var now = after.Families.GetValueOrDefault(family.Name);
            if (ReferenceEquals(now, family) || now?.IsSameSeries == true) continue;
            AppendStale(family, now is null ? [] : new HashSet<Labels>(now.Series), after.ArrivedMs);
        }
    }

    /// <summary>Ends every series of a group.</summary>
    public void End(PushedGroup group, long atMs)
    {
        foreach (var family in group.Families.Values) AppendStale(family, [], atMs);
    }

    private void Append(PushedFamily family, long atMs)
    {
        var i = 0;
        foreach (var sample in FamilySamples.Of(family.Family))
        {
            var labels = family.Series[i];
            ref var reference = ref family.References[i++];
            var startMs = sample.Metric.CreatedMs ?? 0;
            var outcome = sample.Histogram is { } histogram
                ? batch.Append(ref reference, labels, atMs, histogram, startMs)
                : batch.Append(ref reference, labels, atMs, sample.Value, startMs);
            meter.Appended(outcome);
            if (sample.Exemplar is not null) batch.Append(ref reference, labels, sample.Exemplar, atMs);
            _names.Add(labels.MetricName);
        }
    }

    private void AppendStale(PushedFamily family, HashSet<Labels> left, long atMs)
    {
        var isHistogram = FamilySamples.Of(family.Family).Select(s => s.Histogram is not null).ToArray();
        for (var i = 0; i < family.Series.Length; i++)
        {
            if (left.Contains(family.Series[i])) continue;
            ref var reference = ref family.References[i];
            meter.Appended(isHistogram[i]
                ? batch.Append(ref reference, family.Series[i], atMs, FloatHistogram.Stale())
                : batch.Append(ref reference, family.Series[i], atMs, StaleMarker.Value));
            _names.Add(family.Series[i].MetricName);
        }
    }

    private static MetricMetadata Metadata(PushedFamily family) =>
        new(family.Type, family.Help, family.Unit);
}
