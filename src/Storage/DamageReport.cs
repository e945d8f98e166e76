using System.Collections.Concurrent;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage;

/// <summary>
/// Blobs that did not pass their check. They are counted at once and set aside (moved to the table
/// <see cref="Table"/>) by the maintenance loop. Thread-safe.
/// </summary>
internal sealed class DamageReport
{
    public const string Table = "damaged";

    private readonly ConcurrentQueue<Damage> _found = new();
    private long _count;
    private long _inJournal;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Those of them that are entries of the journal.</summary>
    public long InJournal => Interlocked.Read(ref _inJournal);

    public void Found(string table, byte[] key, byte[] value, string reason)
    {
        Interlocked.Increment(ref _count);
        if (table == JournalRing.Table) Interlocked.Increment(ref _inJournal);
        _found.Enqueue(new Damage(table, key, value, reason));
    }

    public bool TryTake(out Damage? damage) => _found.TryDequeue(out damage);

    internal sealed record Damage(string Table, byte[] Key, byte[] Value, string Reason)
    {
        public override string ToString() => $"{Table}/{Convert.ToHexString(Key)}: {Reason}";
    }
}
