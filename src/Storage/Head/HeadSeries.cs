using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage.Head;

/// <summary>
/// One series: its labels and what of it is not sealed yet. In time order: compressed segments, then a tail
/// that is not compressed; beside them late samples. All members whose name ends in _NeedsLock are called
/// with the lock of the series (the object itself) held; the journal's state belongs to the journal's lock.
/// </summary>
internal sealed class HeadSeries(uint id, Labels labels)
{
    private const int FirstCapacity = 4;

    private Segment[] _segments = [];
    private int _segmentCount;
    private HeadTail? _tail;
    private int _tailCount;
    private HeadTail? _late;
    private int _lateCount;
    private double _lastValue;
    private FloatHistogram? _lastHistogram;

    public uint Id => id;

    public Labels Labels => labels;

    public SeriesReference Reference => new(id);

    /// <summary>The series was removed from the index; appends go to a new one.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>The newest sample ever; <see cref="long.MinValue"/> before the first.</summary>
    public long LastTimeMs { get; private set; } = long.MinValue;

    /// <summary>The oldest and newest time of any sample, sealed ones included.</summary>
    public long MinTimeMs { get; private set; } = long.MaxValue;

    public long MaxTimeMs { get; private set; } = long.MinValue;

    /// <summary>The newest sample that waits to be on disk; keeps others from going before it.</summary>
    public long ReservedTimeMs { get; set; } = long.MinValue;

    /// <summary>The newest sample that went into the block which is being written.</summary>
    public long SealingThroughMs { get; set; } = long.MinValue;

    /// <summary>How many late samples went into the block which is being written.</summary>
    public int SealingLate { get; set; }

    /// <summary>How many of the late samples are in the journal.</summary>
    public int JournaledLate { get; set; }

    /// <summary>Whether the labels are in the store.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether the series is on the list of those that the next journal entry looks at.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Guarded by the lock of the exemplars.</summary>
    public Exemplar? LastExemplar { get; set; }

    public JournalState JournalState = JournalState.Unknown;

    public int LateCount_NeedsLock => _lateCount;

    public bool HasHead_NeedsLock => _tailCount > 0 || _segmentCount > 0 || _lateCount > 0;

    public int HeadBytes => (_tail?.Capacity * 16 ?? 0) + _segments.AsSpan(0, _segmentCount).Length * 96;

    public AppendOutcome Check_NeedsLock(long timeMs, double value, FloatHistogram? histogram, long windowMs)
    {
        var last = Math.Max(LastTimeMs, ReservedTimeMs);
        if (timeMs > last) return AppendOutcome.Accepted;
        if (timeMs == LastTimeMs && ReservedTimeMs <= LastTimeMs)
            return IsSame(value, histogram) ? AppendOutcome.Duplicate : AppendOutcome.DuplicateTimestamp;
        if (timeMs == last) return AppendOutcome.DuplicateTimestamp;
        return last - timeMs <= windowMs ? AppendOutcome.Accepted : AppendOutcome.OutOfOrder;
    }

    /// <summary>Appends in order; what is older than the newest becomes a late sample.</summary>
    public void Append_NeedsLock(long timeMs, double value, FloatHistogram? histogram, long startMs)
    {
        if (timeMs <= LastTimeMs)
        {
            Add(ref _late, ref _lateCount, timeMs, value, histogram, startMs);
        }
        else
        {
            if (_tailCount >= HeadTail.FullAt) Compress();
            Add(ref _tail, ref _tailCount, timeMs, value, histogram, startMs);
            (LastTimeMs, _lastValue, _lastHistogram) = (timeMs, value, histogram);
        }

        Widen_NeedsLock(timeMs, timeMs);
    }

    /// <summary>The clock was set back: the order begins anew, and what is there becomes late data.</summary>
    public void Restart_NeedsLock()
    {
        var all = new SampleBuffer();
        Peek_NeedsLock().Read(long.MinValue, long.MaxValue, all);
        Clear();
        for (var i = 0; i < all.Count; i++)
        {
            Add(ref _late, ref _lateCount, all.Timestamps[i], all.Values[i],
                all.HasHistograms ? all.Histograms[i] : null, all.HasStarts ? all.StartTimestamps[i] : 0);
        }

        (LastTimeMs, ReservedTimeMs, _lastHistogram) = (long.MinValue, long.MinValue, null);
        JournalState.TimeMs = long.MinValue;
    }

    public void Widen_NeedsLock(long minTimeMs, long maxTimeMs)
    {
        MinTimeMs = Math.Min(MinTimeMs, minTimeMs);
        MaxTimeMs = Math.Max(MaxTimeMs, maxTimeMs);
    }

    /// <summary>After a restart: order goes on behind what is sealed.</summary>
    public void Resume_NeedsLock(long lastTimeMs) => LastTimeMs = Math.Max(LastTimeMs, lastTimeMs);

    /// <summary>For reading later, without the lock.</summary>
    public HeadView View_NeedsLock() => new(
        _segments, _segmentCount, _tailCount > 0 ? _tail!.Copy(0, _tailCount, _tailCount) : null, _tailCount,
        _late, _lateCount);

    /// <summary>For reading at once, with the lock held.</summary>
    public HeadView Peek_NeedsLock() => new(_segments, _segmentCount, _tail, _tailCount, _late, _lateCount);

    /// <summary>
    /// Fills the buffer with what the sealing marked, from a time up to but without another.
    /// </summary>
    public void CopySealing_NeedsLock(long startMs, long untilMs, SampleBuffer buffer)
    {
        buffer.Clear();
        if (SealingThroughMs > long.MinValue)
        {
            new HeadView(_segments, _segmentCount, _tail, _tailCount, null, 0).Read(
                startMs, untilMs - 1, buffer);
            SampleOrder.Repair(buffer);
            buffer.Trim(startMs, Math.Min(untilMs - 1, SealingThroughMs));
        }

        var late = Math.Min(_lateCount, SealingLate);
        if (late == 0) return;
        for (var i = 0; i < late; i++)
        {
            if (_late!.Times[i] >= startMs && _late.Times[i] < untilMs) _late.CopyTo(buffer, i, 1);
        }

        SampleOrder.Repair(buffer);
    }

    /// <summary>Drops the samples below a time that were sealed; counts them.</summary>
    public int DropSealed_NeedsLock(long belowMs, SampleBuffer scratch)
    {
        if (!HasHead_NeedsLock) return 0;
        var throughMs = SealingThroughMs;
        var dropped = 0;
        var kept = new List<Segment>(_segmentCount);
        foreach (var segment in _segments.AsSpan(0, _segmentCount))
        {
            if (segment.MinTimeMs >= belowMs || segment.MinTimeMs > throughMs) kept.Add(segment);
            else if (segment.MaxTimeMs < belowMs && segment.MaxTimeMs <= throughMs) dropped += segment.Count;
            else dropped += Split(segment, belowMs, throughMs, kept, scratch);
        }

        (_segments, _segmentCount) = ([.. kept], kept.Count);
        dropped += Keep(ref _tail, ref _tailCount, belowMs, throughMs, int.MaxValue);
        dropped += Keep(ref _late, ref _lateCount, belowMs, long.MaxValue, SealingLate);
        JournaledLate = _lateCount;
        (SealingThroughMs, SealingLate) = (long.MinValue, 0);
        return dropped;
    }

    /// <summary>Fills the buffer with what is in memory and not in the block that is being written.</summary>
    public void CopyUnsealed_NeedsLock(long belowMs, SampleBuffer buffer)
    {
        buffer.Clear();
        var view = new HeadView(_segments, _segmentCount, _tail, _tailCount, null, 0);
        view.Read(long.MinValue, long.MaxValue, buffer);
        SampleOrder.Repair(buffer);
        if (SealingThroughMs >= belowMs) buffer.Trim(belowMs, long.MaxValue);
        else if (SealingThroughMs > long.MinValue) buffer.Trim(SealingThroughMs + 1, long.MaxValue);
        for (var i = 0; i < _lateCount; i++)
        {
            if (i >= SealingLate || _late!.Times[i] >= belowMs) _late!.CopyTo(buffer, i, 1);
        }

        SampleOrder.Repair(buffer);
    }

    /// <summary>Fills the buffer with in-order samples that are newer than a time.</summary>
    public void CopyNewer_NeedsLock(long afterMs, SampleBuffer buffer)
    {
        buffer.Clear();
        new HeadView(_segments, _segmentCount, _tail, _tailCount, null, 0)
            .Read(afterMs + 1, long.MaxValue, buffer);
        SampleOrder.Repair(buffer);
        buffer.Trim(afterMs + 1, long.MaxValue);
    }

    /// <summary>
    /// The in-order samples that are newer than a time, where all of them are plain floats and not compressed
    /// yet: what an entry of the journal mostly has.
    /// </summary>
    public bool TryTailNewer_NeedsLock(
        long afterMs, out ReadOnlySpan<long> times, out ReadOnlySpan<double> values)
    {
        times = default;
        values = default;
        if (_tailCount == 0) return _segmentCount == 0;
        if (_tail!.Histograms is not null || _tail.Starts is not null) return false;
        for (var i = 0; i < _segmentCount; i++)
        {
            if (_segments[i].MaxTimeMs > afterMs) return false;
        }

        var from = _tailCount;
        while (from > 0 && _tail.Times[from - 1] > afterMs) from--;
        times = _tail.Times.AsSpan(from, _tailCount - from);
        values = _tail.Values.AsSpan(from, _tailCount - from);
        return true;
    }

    public PendingSample Late_NeedsLock(int index) => new(
        this, _late!.Times[index], _late.Values[index], _late.Histograms?[index], _late.Starts?[index] ?? 0);

    /// <summary>Drops all samples of a range, for a deletion.</summary>
    public int Delete_NeedsLock(long minTimeMs, long maxTimeMs, SampleBuffer scratch)
    {
        scratch.Clear();
        Peek_NeedsLock().Read(long.MinValue, long.MaxValue, scratch);
        SampleOrder.Repair(scratch);
        var columns = SampleColumns.Of(scratch);
        var from = scratch.LowerBound(minTimeMs);
        var until = maxTimeMs == long.MaxValue ? scratch.Count : scratch.LowerBound(maxTimeMs + 1);
        if (from >= until) return 0;
        Clear();
        if (from > 0) AddSegment(columns.Slice(0, from));
        if (until < columns.Count) AddSegment(columns.Slice(until, columns.Count - until));
        return until - from;
    }

    private static void Add(
        ref HeadTail? tail, ref int count, long timeMs, double value, FloatHistogram? histogram, long startMs)
    {
        if (tail is null) tail = new HeadTail(FirstCapacity);
        else if (count == tail.Capacity) tail = tail.Copy(0, count, count * 2);
        tail.Set(count, timeMs, value, histogram, startMs);
        count++;
    }

    /// <summary>Keeps what is not sealed, in a copy: readers may have the old one.</summary>
    private static int Keep(
        ref HeadTail? tail, ref int count, long belowMs, long throughMs, int sealedCount)
    {
        if (count == 0) return 0;
        var old = tail!;
        var before = count;
        (tail, count) = (null, 0);
        for (var i = 0; i < before; i++)
        {
            if (i < sealedCount && old.Times[i] < belowMs && old.Times[i] <= throughMs) continue;
            Add(ref tail, ref count, old.Times[i], old.Values[i], old.Histograms?[i], old.Starts?[i] ?? 0);
        }

        return before - count;
    }

    private static int Split(
        Segment segment, long belowMs, long throughMs, List<Segment> kept, SampleBuffer scratch)
    {
        scratch.Clear();
        Chunk.Read(segment.Bytes, scratch);
        var from = scratch.LowerBound(Math.Min(belowMs, throughMs + 1));
        if (from < scratch.Count)
            kept.Add(Encode(SampleColumns.Of(scratch).Slice(from, scratch.Count - from)));
        return from;
    }

    private static Segment Encode(SampleColumns columns)
    {
        var writer = SegmentWriter.Rent();
        Chunk.WriteTimes(writer, columns.Times);
        Chunk.WriteValues(writer, columns);
        return new Segment(columns.Times[0], columns.Times[^1], columns.Count, writer.ToArray());
    }

    private void Compress()
    {
        var tail = _tail!;
        var histograms = tail.Histograms is null ? default : tail.Histograms.AsSpan(0, _tailCount);
        var starts = tail.Starts is null ? default : tail.Starts.AsSpan(0, _tailCount);
        AddSegment(new SampleColumns(
            tail.Times.AsSpan(0, _tailCount), tail.Values.AsSpan(0, _tailCount), histograms, starts));
        tail.Reset();
        _tailCount = 0;
    }

    private void AddSegment(SampleColumns columns)
    {
        if (_segmentCount == _segments.Length)
        {
            var larger = new Segment[Math.Max(2, _segmentCount * 2)];
            Array.Copy(_segments, larger, _segmentCount);
            _segments = larger;
        }

        _segments[_segmentCount++] = Encode(columns);
    }

    private void Clear()
    {
        (_segments, _segmentCount) = ([], 0);
        (_tail, _tailCount, _late, _lateCount) = (null, 0, null, 0);
    }

    private bool IsSame(double value, FloatHistogram? histogram)
    {
        if (histogram is null || _lastHistogram is null)
        {
            return histogram is null && _lastHistogram is null
                && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(_lastValue);
        }

        return SegmentWriter.SameBytes(histogram, _lastHistogram);
    }
}
