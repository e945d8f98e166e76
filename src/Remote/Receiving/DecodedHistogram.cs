using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>A histogram as it was sent; a fault says why it cannot be stored.</summary>
internal readonly record struct DecodedHistogram(
    FloatHistogram Value, long TimestampMs, long StartMs, string? Fault);
