using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules;

internal sealed class EngineQueries(PromqlEngine engine) : IRuleQueries
{
    public IReadOnlyList<VectorSample> Instant(Expression expression, long timeMs,
        CancellationToken cancellation) =>
        engine.Instant(expression, timeMs, cancellation).Value switch
        {
            VectorValue vector => vector.Samples,
            ScalarValue scalar => [new VectorSample(Labels.Empty, scalar.TimestampMs, scalar.Value)],
            _ => throw new QueryException(QueryErrorType.Execution, "rule result is not a vector or scalar"),
        };

    public IReadOnlyList<VectorSample> Instant(string text, long timeMs, CancellationToken cancellation)
    {
        try
        {
            return Instant(engine.Parse(text), timeMs, cancellation);
        }
        catch (PromqlParseException e)
        {
            throw new QueryException(QueryErrorType.BadData, e.Message, e);
        }
    }
}
