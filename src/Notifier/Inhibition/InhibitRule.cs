using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// One rule with the source alerts it knows, found by the values of the labels that must agree. Not for
/// concurrent use; <see cref="Inhibitor"/> holds the lock.
/// </summary>
internal sealed class InhibitRule(InhibitRuleModel model)
{
    private readonly Dictionary<Labels, Dictionary<ulong, AlertEntry>> _sources = [];

    public void Observe(AlertEntry alert)
    {
        if (!model.Source.Matches(alert.Labels)) return;
        var key = KeyOf(alert.Labels);
        if (!_sources.TryGetValue(key, out var same)) _sources[key] = same = [];
        same[alert.Fingerprint] = alert;
    }

    /// <summary>The fingerprint of an alert that mutes one with these labels, or null.</summary>
    public ulong? MutedBy(Labels labels, DateTimeOffset now)
    {
        if (!model.Target.Matches(labels)) return null;
        if (!_sources.TryGetValue(KeyOf(labels), out var sources)) return null;
        // An alert on both sides of the rule is not muted by another such alert, nor by itself.
        var isSource = model.Source.Matches(labels);
        foreach (var (fingerprint, source) in sources)
        {
            if (source.IsResolvedAt(now)) continue;
            if (isSource && model.Target.Matches(source.Labels)) continue;
            return fingerprint;
        }

        return null;
    }

    public void Forget(DateTimeOffset now)
    {
        foreach (var (key, sources) in _sources)
        {
            foreach (var (fingerprint, source) in sources)
            {
                if (source.IsResolvedAt(now)) sources.Remove(fingerprint);
            }

            if (sources.Count == 0) _sources.Remove(key);
        }
    }

    private Labels KeyOf(Labels labels)
    {
        if (model.Equal.Count == 0) return Labels.Empty;
        var key = new Label[model.Equal.Count];
        for (var i = 0; i < key.Length; i++) key[i] = new Label(model.Equal[i], labels[model.Equal[i]]);
        return Labels.FromSorted(key);
    }
}
