using System.Buffers.Binary;
using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// The slots that entries go to. Each epoch begins again at slot 0 and writes over the epoch before, and an
/// entry is padded to the size of what it replaces: the store then changes pages in place, which on a card
/// costs a third of inserting and deleting. Not for concurrent use.
/// </summary>
internal sealed class JournalRing
{
    public const string Table = "journal";

    private const int SizeStep = 256;
    private const int SlotsKept = 1024;
    private const int LargestKept = 64 * 1024;
    private const int SlotsAhead = 8;
    private const int FirstWithSlotsAhead = 4;
    private const int LargestAhead = 16 * 1024;

    private readonly List<int> _sizes = [];

    public int Next { get; private set; }

    public static byte[] Key(int slot)
    {
        var key = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(key, slot);
        return key;
    }

    /// <summary>What was in a slot when the store was opened.</summary>
    public void Restore(int slot, int size)
    {
        while (_sizes.Count <= slot) _sizes.Add(0);
        _sizes[slot] = size;
    }

    public void Resume(int next) => Next = next;

    /// <summary>
    /// Puts an entry into the batch; <see cref="Advance"/> counts it once the batch is stored.
    /// </summary>
    public int Put(StoreBatch batch, int slot, ReadOnlySpan<byte> entry)
    {
        var needed = entry.Length + 4;
        var known = slot < _sizes.Count ? _sizes[slot] : 0;
        // An old size that is far larger would be padding that is written again and again.
        var size = known >= needed && known <= needed + needed / 2 + SizeStep
            ? known : (needed + SizeStep - 1) / SizeStep * SizeStep;
        var bytes = new byte[size];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, entry.Length);
        entry.CopyTo(bytes.AsSpan(4));
        batch.Put(Table, Key(slot), bytes);
        // The first entries of an epoch are larger: the coding states know nothing yet.
        if (slot >= FirstWithSlotsAhead && slot >= _sizes.Count && size <= LargestAhead)
            MakeAhead(batch, slot, size + size / 8, SlotsAhead);
        return size;
    }

    /// <summary>
    /// Empty slots for the entries to come, of about the size of this one, so that they find their place.
    /// </summary>
    private void MakeAhead(StoreBatch batch, int slot, int size, int count)
    {
        size = (size + SizeStep - 1) / SizeStep * SizeStep;
        for (var ahead = slot + 1; ahead <= slot + count; ahead++)
        {
            batch.Put(Table, Key(ahead), new byte[size]);
            Restore(ahead, size);
        }
    }

    public void Advance(int slot, int size)
    {
        Restore(slot, size);
        Next = slot + 1;
    }

    /// <summary>
    /// Gives the slots back that a long epoch needed; part of the batch that begins a new one.
    /// </summary>
    public void Trim(StoreBatch batch)
    {
        for (var slot = 1; slot < Math.Min(_sizes.Count, SlotsKept); slot++)
        {
            if (_sizes[slot] <= LargestKept) continue;
            batch.Delete(Table, Key(slot));
            _sizes[slot] = 0;
        }

        if (_sizes.Count <= SlotsKept) return;
        batch.DeleteRange(Table, new KeyRange(Key(SlotsKept), null));
        _sizes.RemoveRange(SlotsKept, _sizes.Count - SlotsKept);
    }

    /// <summary>Whether a slot has not been used yet.</summary>
    public static bool IsEmpty(ReadOnlySpan<byte> slot) =>
        slot.Length >= 4 && !slot.ContainsAnyExcept((byte)0);

    /// <summary>The entry in a slot, its checksum verified.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> slot)
    {
        if (slot.Length < 4) throw new CorruptDataException("it is too short");
        var length = BinaryPrimitives.ReadInt32LittleEndian(slot);
        if (length < 0 || length > slot.Length - 4) throw new CorruptDataException("its length is wrong");
        return Checksum.Open(slot.Slice(4, length));
    }
}
