namespace Hotaru.Notifier;

/// <summary>What keeps an alert from being told about; all empty while it is active.</summary>
/// <param name="InhibitedBy">Fingerprints of alerts.</param>
public sealed record AlertStanding(IReadOnlyList<string> SilencedBy, IReadOnlyList<string> InhibitedBy)
{
    public bool IsActive => SilencedBy.Count == 0 && InhibitedBy.Count == 0;
}
