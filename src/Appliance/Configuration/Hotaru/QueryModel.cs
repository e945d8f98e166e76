using Hotaru.Promql;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>promql:</c> of hotaru.yml.</summary>
/// <param name="Options">Without the evaluation interval, which is prometheus.yml's.</param>
/// <param name="Features">The features that are on, under Prometheus's names, as they were written.</param>
internal sealed record QueryModel(EngineOptions Options, IReadOnlyList<string> Features)
{
    public static QueryModel Default { get; } = new(new EngineOptions(), []);
}
