using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>Instant queries for rules; a scalar is a vector of one sample without labels.</summary>
internal interface IRuleQueries
{
    /// <exception cref="QueryException">The query fails, or its result is neither vector nor
    /// scalar.</exception>
    IReadOnlyList<VectorSample> Instant(Expression expression, long timeMs, CancellationToken cancellation);

    /// <summary>The same for the text a template has.</summary>
    /// <exception cref="QueryException">Also where the text is not an expression.</exception>
    IReadOnlyList<VectorSample> Instant(string text, long timeMs, CancellationToken cancellation);
}
