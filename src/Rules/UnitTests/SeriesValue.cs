using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>One value of a test's series; omitted where the series has no sample at its time.</summary>
public readonly record struct SeriesValue(bool IsOmitted, double Value, FloatHistogram? Histogram = null);
