using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>What stands before the samples of an entry.</summary>
/// <param name="Epoch">Grows with every snapshot; entries of older epochs are void.</param>
/// <param name="Sequence">The number of the entry within its epoch, from 0 (the snapshot) on.</param>
/// <param name="Keyframe">Grows when the coding states are forgotten.</param>
internal readonly record struct JournalHead(ulong Epoch, int Sequence, int Keyframe)
{
    public const byte Version = 1;

    public void Write(ByteWriter writer)
    {
        writer.Byte(Version);
        writer.Unsigned(Epoch);
        writer.Unsigned((ulong)Sequence);
        writer.Unsigned((ulong)Keyframe);
    }

    public static JournalHead Read(ref ByteReader reader)
    {
        if (reader.Byte() != Version) throw new CorruptDataException("its version is unknown");
        return new JournalHead(reader.Unsigned(), reader.Count(int.MaxValue), reader.Count(int.MaxValue));
    }
}
