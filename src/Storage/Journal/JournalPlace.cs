namespace Hotaru.Storage.Journal;

/// <summary>Where an entry of the journal stands: in a slot of the ring, or (slot -1) in the log.</summary>
internal readonly record struct JournalPlace(JournalHead Head, int Slot, long Position = 0, long Next = 0);
