using System.Text;
using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>
/// Keeps the alerts of one group on disk: every change of state is synced, so that kill -9 loses none.
/// Without a store nothing is kept. Used with the group's gate held.
/// </summary>
internal sealed class AlertJournal(IStore? store, string source)
{
    private readonly Dictionary<(string Rule, Labels Labels),
        (AlertState, long, long, long, long)> _kept = [];

    /// <summary>The groups of which something is kept.</summary>
    public static IReadOnlyList<string> Sources(IStore store) =>
        [.. store.Scan(AlertCodec.GroupTable, KeyRange.All)
            .Select(e => Encoding.UTF8.GetString(e.Key.AsSpan()[..^1]))];

    /// <summary>The alerts of each rule as they were when the process ended.</summary>
    public void Restore(IReadOnlyDictionary<string, RuleState> rules)
    {
        if (store is null) return;
        foreach (var (rule, state) in rules)
        {
            var range = KeyRange.Prefix(AlertCodec.RulePrefix(source, rule));
            foreach (var entry in store.Scan(AlertCodec.AlertTable, range))
            {
                if (AlertCodec.Decode(entry.Value) is not { } alert) continue;
                state.Alerts[alert.Labels] = alert;
                _kept[(rule, alert.Labels)] = alert.Durable;
            }
        }
    }

    /// <summary>
    /// When the group was last evaluated before the process ended; 0 where it is not known.
    /// </summary>
    public long LastEvaluationMs() =>
        AlertCodec.DecodeTime(store?.Get(AlertCodec.GroupTable, AlertCodec.GroupPrefix(source)));

    /// <summary>
    /// Writes what changed since the last call, and the time while there are alerts that ask for it: a group
    /// that has none writes nothing.
    /// </summary>
    public async Task SaveAsync(
        IReadOnlyDictionary<string, RuleState> rules, long timestampMs, CancellationToken cancellation)
    {
        if (store is null) return;
        var batch = new StoreBatch();
        var seen = new HashSet<(string, Labels)>();
        foreach (var (rule, state) in rules)
        {
            foreach (var (labels, alert) in state.Alerts)
            {
                seen.Add((rule, labels));
                if (_kept.TryGetValue((rule, labels), out var kept) && kept == alert.Durable) continue;
                batch.Put(AlertCodec.AlertTable, AlertCodec.Key(source, rule, labels),
                    AlertCodec.Encode(alert));
            }
        }

        foreach (var (rule, labels) in _kept.Keys)
        {
            if (!seen.Contains((rule, labels)))
                batch.Delete(AlertCodec.AlertTable, AlertCodec.Key(source, rule, labels));
        }

        var changed = batch.Changes.Count > 0;
        if (!changed && seen.Count == 0) return;
        batch.Put(AlertCodec.GroupTable, AlertCodec.GroupPrefix(source), AlertCodec.EncodeTime(timestampMs));
        await store.CommitAsync(batch, changed ? Durability.Synced : Durability.Journaled, cancellation)
            .ConfigureAwait(false);
        if (changed) Remember(rules);
    }

    /// <summary>The group is gone: so is what is kept of it.</summary>
    public Task ForgetAsync(CancellationToken cancellation)
    {
        if (store is null) return Task.CompletedTask;
        var batch = new StoreBatch()
            .DeleteRange(AlertCodec.AlertTable, KeyRange.Prefix(AlertCodec.GroupPrefix(source)))
            .Delete(AlertCodec.GroupTable, AlertCodec.GroupPrefix(source));
        _kept.Clear();
        return store.CommitAsync(batch, Durability.Synced, cancellation);
    }

    /// <summary>What the store is known to hold passes to the group's next configuration.</summary>
    public void Adopt(AlertJournal earlier)
    {
        foreach (var (key, kept) in earlier._kept) _kept[key] = kept;
    }

    private void Remember(IReadOnlyDictionary<string, RuleState> rules)
    {
        _kept.Clear();
        foreach (var (rule, state) in rules)
        {
            foreach (var (labels, alert) in state.Alerts) _kept[(rule, labels)] = alert.Durable;
        }
    }
}
