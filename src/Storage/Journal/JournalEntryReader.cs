using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Reads an entry that <see cref="JournalEntryWriter"/> made and hands its samples to a replay.
/// </summary>
internal static class JournalEntryReader
{
    public static void Read(
        ReadOnlySpan<byte> bytes, JournalForm form, int keyframe, IJournalReplay replay)
    {
        var reader = new ByteReader(bytes);
        var baseMs = reader.Signed();
        var seriesCount = reader.Count(int.MaxValue);
        var bits = new BitReader(reader.Bytes(reader.Count(reader.Rest.Length)));
        var recent = new RecentTimes();
        uint id = 0;
        for (var i = 0; i < seriesCount; i++)
        {
            id = checked(id + (uint)bits.Gamma() + 1);
            var times = ReadTimes(ref bits, form, baseMs, recent);
            ref var state = ref replay.StateOf(id);
            if (state.Keyframe != keyframe) state.Forget(keyframe);
            foreach (var time in times)
                replay.Sample(id, time, JournalValues.Read(ref bits, ref state), null, 0);
            state.TimeMs = Math.Max(state.TimeMs, times[^1]);
        }

        ReadOthers(ref reader, replay);
    }

    private static List<long> ReadTimes(
        ref BitReader bits, JournalForm form, long baseMs, RecentTimes recent)
    {
        if (bits.Short(1) == 1) return recent.Use(0);
        if (form.HasRecentTimes && bits.Short(1) == 1)
            return recent.Use((int)Math.Min(bits.Gamma(), RecentTimes.Most) + 1);
        var count = bits.Gamma() + 1;
        if (count > Chunk.MostSamples) throw new CorruptDataException("a count is too large");
        long step = 0, last = baseMs;
        var times = recent.Begin();
        for (ulong i = 0; i < count; i++)
        {
            var time = unchecked(last + step + ZigZag.Decode(bits.Gamma()));
            (step, last) = (i == 0 ? 0 : time - last, time);
            times.Add(time);
        }

        return times;
    }

    private static void ReadOthers(ref ByteReader reader, IJournalReplay replay)
    {
        var count = reader.Count(int.MaxValue);
        for (var i = 0; i < count; i++)
        {
            var id = (uint)reader.Unsigned();
            var flags = reader.Byte();
            if (flags > 3) throw new CorruptDataException("a sample kind is unknown");
            var time = reader.Signed();
            var start = (flags & 2) != 0 ? time - reader.Signed() : 0;
            if ((flags & 1) == 0)
                replay.Sample(id, time, BitConverter.UInt64BitsToDouble(reader.Fixed64()), null, start);
            else
                replay.Sample(id, time, double.NaN, HistogramColumn.Read(ref reader, 1)[0], start);
            ref var state = ref replay.StateOf(id);
            state.TimeMs = Math.Max(state.TimeMs, time);
        }
    }
}
