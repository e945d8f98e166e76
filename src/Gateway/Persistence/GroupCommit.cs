using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// Writes a changed group: its row, a sample for every series that was pushed, and a stale marker for every
/// series that is gone, all in one commit that is on disk when it returns.
/// </summary>
internal sealed class GroupCommit(ISampleSink samples, GatewayMeter meter)
{
    /// <exception cref="StoreException">Nothing was stored.</exception>
    public async Task<IReadOnlyCollection<string>> WriteAsync(
        PushedGroup? before, PushedGroup after, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var batch = samples.Begin();
        foreach (var family in after.Families.Values)
        {
            var known = before?.Families.GetValueOrDefault(family.Name);
            if (ReferenceEquals(known, family)) continue;
            Append(batch, family, after.ArrivedMs, names);
            var told = Metadata(family);
            if (known is null || Metadata(known) != told) batch.Describe(family.Name, told);
        }

        if (before is not null) AppendStale(batch, before, after, names);
        var row = new StoreBatch().Put(GroupCodec.Table, GroupCodec.Key(after.Key), GroupCodec.Encode(after));
        await batch.CommitAsync(Durability.Synced, row, cancellation);
        return names;
    }

    public async Task<IReadOnlyCollection<string>> DeleteAsync(
        PushedGroup before, long atMs, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var batch = samples.Begin();
        foreach (var family in before.Families.Values)
        {
            for (var i = 0; i < family.Series.Length; i++) AppendStale(batch, family, i, atMs, names);
        }

        var row = new StoreBatch().Delete(GroupCodec.Table, GroupCodec.Key(before.Key));
        await batch.CommitAsync(Durability.Synced, row, cancellation);
        return names;
    }

    private void Append(ISampleBatch batch, PushedFamily family, long atMs, HashSet<string> names)
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
            names.Add(labels.MetricName);
        }
    }

    private static MetricMetadata Metadata(PushedFamily family) =>
        new(family.Family.Type, family.Family.Help, family.Family.Unit);

    /// <summary>Marks the series that the group had and has no more.</summary>
    private void AppendStale(ISampleBatch batch, PushedGroup before, PushedGroup after, HashSet<string> names)
    {
        foreach (var family in before.Families.Values)
        {
            var now = after.Families.GetValueOrDefault(family.Name);
            if (ReferenceEquals(now, family) || now?.IsSameSeries == true) continue;
            var left = now is null ? null : new HashSet<Labels>(now.Series);
            for (var i = 0; i < family.Series.Length; i++)
            {
                if (left?.Contains(family.Series[i]) != true)
                    AppendStale(batch, family, i, after.ArrivedMs, names);
            }
        }
    }

    private void AppendStale(ISampleBatch batch, PushedFamily family, int i, long atMs, HashSet<string> names)
    {
        meter.Appended(batch.Append(ref family.References[i], family.Series[i], atMs, StaleMarker.Value));
        names.Add(family.Series[i].MetricName);
    }
}
