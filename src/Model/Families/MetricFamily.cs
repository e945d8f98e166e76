namespace Hotaru.Model;

/// <summary>
/// Metrics that share a name, a type and a help text. The name has no suffix: a histogram's family is named
/// without _bucket; a counter's is named as it was written (with _total in text 0.0.4).
/// </summary>
public sealed record MetricFamily(
    string Name, MetricType Type, string Help, string Unit, IReadOnlyList<Metric> Metrics);
