namespace Hotaru.Notifier;

/// <summary>What keeps an alert from being told about; all empty while it is active.</summary>
/// <param name="InhibitedBy">Fingerprints of alerts.</param>
public sealed record AlertStanding(IReadOnlyList<string> SilencedBy, IReadOnlyList<string> InhibitedBy)
{
    /// <summary>Nothing keeps it back.</summary>
    public static readonly AlertStanding Active = new([], []);

    public bool IsActive => SilencedBy.Count == 0 && InhibitedBy.Count == 0;
}
