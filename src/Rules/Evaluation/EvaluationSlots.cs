using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>
/// The times at which a group is evaluated: every interval, shifted by a part of it that depends on the
/// group's name, so that groups do not all run at once.
/// </summary>
internal sealed class EvaluationSlots(RuleGroupModel group)
{
    private readonly long _intervalMs = Math.Max(1, (long)group.Interval.TotalMilliseconds);
    private readonly long _offsetMs = (long)(
        Labels.Of("name", group.Name, "file", group.File).Fingerprint()
        % (ulong)Math.Max(1, (long)group.Interval.TotalMilliseconds));

    public long IntervalMs => _intervalMs;

    /// <summary>The slot at or before a time.</summary>
    public long Before(long timestampMs)
    {
        var shifted = timestampMs - _offsetMs;
        var rest = ((shifted % _intervalMs) + _intervalMs) % _intervalMs;
        return timestampMs - rest;
    }

    public long After(long timestampMs) => Before(timestampMs) + _intervalMs;
}
