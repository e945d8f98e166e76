namespace Hotaru.Rules;

/// <param name="Labels">In the notation of a series: <c>up{job="x"}</c>.</param>
/// <param name="Histogram">Where it is not empty, the value does not count.</param>
public sealed record ExpectedSample(string Labels, double Value, string Histogram);
