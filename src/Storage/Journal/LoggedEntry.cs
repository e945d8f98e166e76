namespace Hotaru.Storage.Journal;

/// <summary>An entry that was found in the log, its checksum right and still behind it.</summary>
/// <param name="Next">Where the next entry stands, if there is one.</param>
internal readonly record struct LoggedEntry(long Position, long Next, byte[] Bytes);
