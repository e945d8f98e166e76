using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>What a Histogram message holds while it is read.</summary>
internal sealed class HistogramFields
{
    public FloatHistogram Value { get; } = new();

    public long TimestampMs { get; set; }

    public long StartMs { get; set; }

    public List<HistogramSpan> NegativeSpans { get; } = [];

    public List<HistogramSpan> PositiveSpans { get; } = [];

    public List<long> NegativeDeltas { get; } = [];

    public List<long> PositiveDeltas { get; } = [];

    public List<double> NegativeCounts { get; } = [];

    public List<double> PositiveCounts { get; } = [];

    public List<double> CustomValues { get; } = [];
}
