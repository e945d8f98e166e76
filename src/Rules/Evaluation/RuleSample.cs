using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>A sample that a rule writes.</summary>
internal readonly record struct RuleSample(Labels Labels, double Value, FloatHistogram? Histogram = null);
