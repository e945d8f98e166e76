namespace Hotaru.Rules;

/// <summary>
/// A series and its values in the notation of Prometheus's tests: <c>0 1 2+1x10 _ stale</c>.
/// </summary>
public sealed record InputSeries(string Series, string Values);
