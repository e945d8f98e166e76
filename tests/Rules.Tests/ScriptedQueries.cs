using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules.Tests;

/// <summary>Answers queries from a table of expressions; what is not in it has no series.</summary>
internal sealed class ScriptedQueries : IRuleQueries
{
    private readonly Dictionary<string, Func<long, IReadOnlyList<VectorSample>>> _answers = [];

    /// <summary>The times at which queries were asked.</summary>
    public List<long> AskedAtMs { get; } = [];

    /// <summary>The expressions that were asked, in order.</summary>
    public List<string> AskedTexts { get; } = [];

    public int Asked
    {
        get
        {
            lock (_answers) return AskedAtMs.Count;
        }
    }

    public void Forget()
    {
        lock (_answers)
        {
            AskedAtMs.Clear();
            AskedTexts.Clear();
        }
    }

    public void Set(string expression, params (string Labels, double Value)[] samples) =>
        Set(expression, timeMs => [.. samples.Select(s =>
            new VectorSample(SeriesNotation.Series(s.Labels), timeMs, s.Value))]);

    public void Set(string expression, Func<long, IReadOnlyList<VectorSample>> answer)
    {
        lock (_answers) _answers[PromqlParser.Parse(expression).ToString()] = answer;
    }

    public void Fail(string expression, string reason) =>
        Set(expression, _ => throw new QueryException(QueryErrorType.Execution, reason));

    public IReadOnlyList<VectorSample> Instant(Expression expression, long timeMs,
        CancellationToken cancellation)
    {
        lock (_answers)
        {
            AskedAtMs.Add(timeMs);
            AskedTexts.Add(expression.ToString());
            return _answers.TryGetValue(expression.ToString(), out var answer) ? answer(timeMs) : [];
        }
    }

    public IReadOnlyList<VectorSample> Instant(string text, long timeMs, CancellationToken cancellation) =>
        Instant(PromqlParser.Parse(text), timeMs, cancellation);
}
