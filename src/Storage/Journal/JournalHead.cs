using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>What stands before the samples of an entry.</summary>
/// <param name="Epoch">Grows with every snapshot; entries of older epochs are void.</param>
/// <param name="Sequence">The number of the entry within its epoch, from 0 (the snapshot) on.</param>
/// <param name="Keyframe">Grows when the coding states are forgotten.</param>
internal readonly record struct JournalHead(ulong Epoch, int Sequence, int Keyframe)
{
    private const byte FirstWithChanges = 2;
    private const byte Plain = 3;
    private const byte WithChanges = 4;

    /// <param name="hasChanges">Changes of tables stand between the head and the samples.</param>
    public void Write(ByteWriter writer, bool hasChanges)
    {
        writer.Byte(hasChanges ? WithChanges : Plain);
        writer.Unsigned(Epoch);
        writer.Unsigned((ulong)Sequence);
        writer.Unsigned((ulong)Keyframe);
    }

    public static JournalHead Read(ref ByteReader reader, out JournalForm form)
    {
        var version = reader.Byte();
        if (version is 0 or > WithChanges) throw new CorruptDataException("its version is unknown");
        form = new JournalForm(
            version is FirstWithChanges or WithChanges, HasRecentTimes: version is Plain or WithChanges);
        return new JournalHead(reader.Unsigned(), reader.Count(int.MaxValue), reader.Count(int.MaxValue));
    }
}
