namespace Hotaru.Promql;

/// <summary>The answer to a query.</summary>
/// <param name="Warnings">With the place in the expression, as Prometheus words them; sorted, each
/// once.</param>
/// <param name="Infos">The same for what is only worth knowing.</param>
public sealed record QueryResult(
    QueryValue Value, IReadOnlyList<string> Warnings, IReadOnlyList<string> Infos,
        QueryStatistics Statistics);
