using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>The part "rules": well unless a rule's last evaluation failed or a group stands still.</summary>
internal sealed class RuleEngineHealth(TimeProvider time)
{
    /// <summary>Slots that may pass without an evaluation, and time beside them for a slow machine.</summary>
    private const int SlotsAllowed = 3;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private PartHealth _last = new("rules", true, "", time.GetUtcNow());

    /// <param name="running">Groups whose loops run.</param>
    public PartHealth Of(IReadOnlyList<RuleGroupStatus> groups, IReadOnlyList<RuleGroup> running)
    {
        var failing = 0;
        var reason = "";
        if (running.FirstOrDefault(IsStill) is { } still)
        {
            failing = 1;
            reason =
                $"group {still.Model.Name} has not been evaluated for {still.Silence.TotalMinutes:F0} min";
        }

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

    private static bool IsStill(RuleGroup group) =>
        group.Silence > SlotsAllowed * TimeSpan.FromMilliseconds(group.Slots.IntervalMs) + Grace;
}
