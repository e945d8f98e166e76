namespace Hotaru.Model;

/// <summary>What a caller waits for when it commits.</summary>
public enum Durability
{
    /// <summary>
    /// Visible at once, on disk with the next journal entry (at most journal_interval later).
    /// </summary>
    Journaled,

    /// <summary>
    /// On disk and synced before the commit returns; commits that wait together share one sync.
    /// </summary>
    Synced,
}
