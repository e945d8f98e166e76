using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Tells which alerts are muted by others. Any thread.</summary>
internal sealed class Inhibitor(IEnumerable<InhibitRuleModel> rules)
{
    private readonly Lock _lock = new();
    private readonly List<InhibitRule> _rules = [.. rules.Select(r => new InhibitRule(r))];

    public void Observe(AlertEntry alert)
    {
        lock (_lock)
        {
            foreach (var rule in _rules) rule.Observe(alert);
        }
    }

    /// <summary>The fingerprint of an alert that mutes one with these labels, or null.</summary>
    public ulong? MutedBy(Labels labels, DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var rule in _rules)
            {
                if (rule.MutedBy(labels, now) is { } source) return source;
            }
        }

        return null;
    }

    public void Forget(DateTimeOffset now)
    {
        lock (_lock)
        {
            foreach (var rule in _rules) rule.Forget(now);
        }
    }
}
