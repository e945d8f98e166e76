using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>What stands before the samples of an entry.</summary>
/// <param name="Epoch">Grows with every snapshot; entries of older epochs are void.</param>
/// <param name="Sequence">The number of the entry within its epoch, from 0 (the snapshot) on.</param>
/// <param name="Keyframe">Grows when the coding states are forgotten.</param>
internal readonly record struct JournalHead(ulong Epoch, int Sequence, int Keyframe)
{
    private const byte Plain = 1;
    private const byte WithChanges = 2;

    /// <param name="hasChanges">Changes of tables stand between the head and the samples.</param>
    public void Write(ByteWriter writer, bool hasChanges)
    {
        writer.Byte(hasChanges ? WithChanges : Plain);
        writer.Unsigned(Epoch);
        writer.Unsigned((ulong)Sequence);
        writer.Unsigned((ulong)Keyframe);
    }

    public static JournalHead Read(ref ByteReader reader, out bool hasChanges)
    {
        var version = reader.Byte();
        if (version is not (Plain or WithChanges)) throw new CorruptDataException("its version is unknown");
        hasChanges = version == WithChanges;
        return new JournalHead(reader.Unsigned(), reader.Count(int.MaxValue), reader.Count(int.MaxValue));
    }
}
