namespace Hotaru.Storage.Journal;

/// <summary>What the version of an entry says of its bytes; drawn in FORMAT.md.</summary>
/// <param name="HasChanges">Changes of tables stand between its head and its samples.</param>
/// <param name="HasRecentTimes">Times may be those of any series before, not of the last one only.</param>
internal readonly record struct JournalForm(bool HasChanges, bool HasRecentTimes);
