using Hotaru.Model;

namespace Hotaru.Testing;

internal readonly record struct MemoryPoint(long TimestampMs, double Value, FloatHistogram? Histogram,
    long StartMs);
