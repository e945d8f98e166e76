using Hotaru.Model;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Where journal entries go that need no change of a table with them: one behind the other, and with each
/// epoch over those of the one before the last. A store that has none keeps every entry in the table. Used
/// by one thread at a time.
/// </summary>
internal interface IEntryLog
{
    /// <summary>Bytes that were written so far, padding included.</summary>
    long BytesWritten { get; }

    /// <summary>Every whole entry with its position, those of older epochs too.</summary>
    /// <exception cref="StoreException">The log cannot be read.</exception>
    IEnumerable<LoggedEntry> Scan();

    /// <summary>The bytes of an entry at a position that <see cref="Scan"/> gave.</summary>
    /// <exception cref="StoreException">The log cannot be read.</exception>
    byte[] Read(long position);

    /// <summary>
    /// Writes an entry at a position and gives that of the next; on disk and synced when it returns.
    /// </summary>
    /// <exception cref="StoreException">
    /// The log cannot be written; a part of the entry may be there.
    /// </exception>
    long Append(long position, ReadOnlySpan<byte> entry);

    /// <summary>Gives back what a long epoch needed: nothing behind the position is needed.</summary>
    void Trim(long position);

    /// <summary>Gives everything back: no entry of the log counts any more.</summary>
    void Clear();
}
