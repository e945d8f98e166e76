using Hotaru.Model;

namespace Hotaru.Storage.Head;

/// <summary>A sample that was accepted and waits for the commit of its batch.</summary>
internal readonly record struct PendingSample(
    HeadSeries Series, long TimeMs, double Value, FloatHistogram? Histogram, long StartMs);
