using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Builds one journal entry: series by rising id. Plain float samples go into a bit stream, the others
/// (histograms, start timestamps, late samples) behind it byte by byte. Not for concurrent use.
/// </summary>
internal sealed class JournalEntryWriter
{
    private readonly ByteWriter _bits = new(16 * 1024);
    private readonly ByteWriter _others = new();
    private readonly RecentTimes _recent = new();
    private BitState _state;
    private uint _lastId;
    private long _baseMs;
    private int _seriesCount;
    private int _otherCount;

    public int Samples { get; private set; }

    public bool IsEmpty => Samples == 0;

    /// <summary>About how many bytes it will have.</summary>
    public int Length => _bits.Length + _others.Length;

    public void Begin()
    {
        _bits.Clear();
        _others.Clear();
        _recent.Clear();
        (_lastId, _baseMs, _seriesCount, _otherCount, Samples) = (0, 0, 0, 0, 0);
        _state = default;
    }

    /// <summary>Gives memory back that a snapshot needed.</summary>
    public void Release()
    {
        _bits.Release();
        _others.Release();
    }

    /// <summary>Plain float samples of a series whose id is above those before.</summary>
    public void Add(
        uint id, ref JournalState state, int keyframe, ReadOnlySpan<long> times, ReadOnlySpan<double> values)
    {
        if (state.Keyframe != keyframe) state.Forget(keyframe);
        if (_seriesCount++ == 0) _baseMs = times[0];
        var bits = _state.Resume(_bits);
        bits.Gamma(id - _lastId - 1);
        _lastId = id;
        WriteTimes(ref bits, times);
        foreach (var value in values) JournalValues.Write(ref bits, ref state, value);
        _state = BitState.Pause(ref bits);
        state.TimeMs = Math.Max(state.TimeMs, times[^1]);
        Samples += times.Length;
    }

    /// <summary>One sample of any kind.</summary>
    public void AddOther(uint id, long timeMs, double value, FloatHistogram? histogram, long startMs)
    {
        _others.Unsigned(id);
        _others.Byte((byte)((histogram is null ? 0 : 1) | (startMs == 0 ? 0 : 2)));
        _others.Signed(timeMs);
        if (startMs != 0) _others.Signed(timeMs - startMs);
        if (histogram is null) _others.Fixed64(BitConverter.DoubleToUInt64Bits(value));
        else HistogramColumn.Write(_others, [histogram]);
        _otherCount++;
        Samples++;
    }

    public void Finish(ByteWriter target)
    {
        var bits = _state.Resume(_bits);
        bits.Flush();
        target.Signed(_baseMs);
        target.Unsigned((ulong)_seriesCount);
        target.Unsigned((ulong)_bits.Length);
        target.Bytes(_bits.Written);
        target.Unsigned((ulong)_otherCount);
        target.Bytes(_others.Written);
    }

    private void WriteTimes(ref BitWriter bits, ReadOnlySpan<long> times)
    {
        var place = _recent.Find(times);
        bits.Bits(place == 0 ? 1u : 0, 1);
        if (place == 0) return;
        bits.Bits(place > 0 ? 1u : 0, 1);
        if (place > 0)
        {
            bits.Gamma((ulong)place - 1);
            _recent.Use(place);
            return;
        }

        bits.Gamma((ulong)times.Length - 1);
        long step = 0, last = _baseMs;
        var row = _recent.Begin();
        foreach (var time in times)
        {
            bits.Gamma(ZigZag.Encode(time - last - step));
            (step, last) = (row.Count == 0 ? 0 : time - last, time);
            row.Add(time);
        }
    }
}
