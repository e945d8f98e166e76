namespace Hotaru.Model;

/// <summary>What a TYPE, HELP and UNIT line say of a metric family.</summary>
public sealed record MetricMetadata(MetricType Type, string Help, string Unit);
