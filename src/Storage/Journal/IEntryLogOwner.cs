namespace Hotaru.Storage.Journal;

/// <summary>An adapter of the store port that has a log for journal entries beside its tables.</summary>
internal interface IEntryLogOwner
{
    /// <summary>Null where this one has none.</summary>
    IEntryLog? EntryLog { get; }
}
