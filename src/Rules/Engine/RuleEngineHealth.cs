using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>The part "rules": well unless a rule's last evaluation failed.</summary>
internal sealed class RuleEngineHealth(TimeProvider time)
{
    private readonly Lock _lock = new();
    private PartHealth _last = new("rules", true, "", time.GetUtcNow());

    public PartHealth Of(IReadOnlyList<RuleGroupStatus> groups)
    {
        var failing = 0;
        var reason = "";
        foreach (var group in groups)
        {
            foreach (var rule in group.Rules)
            {
                if (rule.Health != RuleHealth.Bad) continue;
                if (failing++ == 0)
                    reason = $"{rule.Model.Name} of group {group.Model.Name}: {rule.LastError}";
            }
        }

        if (failing > 1) reason += $"; and {failing - 1} more";
        lock (_lock)
        {
            if (_last.IsHealthy == (failing == 0) && _last.Reason == reason) return _last;
            var since = _last.IsHealthy == (failing == 0) ? _last.Since : time.GetUtcNow();
            return _last = new PartHealth("rules", failing == 0, reason, since);
        }
    }
}
