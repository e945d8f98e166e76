using System.Text.RegularExpressions;
using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>Runs a script against the engine; every eval that is not as expected becomes one line.</summary>
internal sealed partial class ScriptRunner : IDisposable
{
    private static readonly EngineOptions Everything = new()
    {
        MaxSamples = 10_000,
        DelayedNameRemoval = true,
        StartTimestamps = true,
        Parser =
            ParserOptions.Everything,
    };

    private static readonly HashSet<string> DependOnTime = new(StringComparer.Ordinal)
    {
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "end", "hour", "minute", "month",
            "year",
        "predict_linear", "range", "start", "step", "time", "timestamp",
    };

    private readonly ScriptStorage _storage = new();
    private readonly PromqlEngine _engine;

    private ScriptRunner(EngineOptions options) =>
        _engine = new PromqlEngine(_storage.Series, options, TimeProvider.System);

    /// <summary>How many evals the script has, and what went wrong.</summary>
    public static (int Evals, List<string> Failures) Run(string script, EngineOptions? options = null)
    {
        using var runner = new ScriptRunner(options ?? Everything);
        var failures = new List<string>();
        var evals = 0;
        foreach (var command in ScriptParser.Parse(script))
        {
            if (command is EvalCommand) evals++;
            try
            {
                runner.Execute(command);
            }
            catch (Exception e) when (command is EvalCommand eval)
            {
                var what = e is ScriptException ? e.Message : e.ToString();
                failures.Add($"line {eval.Line}: {eval.Expression}: {what}");
            }
        }

        return (evals, failures);
    }

    public void Dispose() => _engine.Dispose();

    [GeneratedRegex(@"(start|end|range|step)\(\)")]
    private static partial Regex QueryContextCall();

    private void Execute(ScriptCommand command)
    {
        switch (command)
        {
            case ClearCommand: _storage.Clear(); break;
            case LoadCommand load: _storage.Load(load); break;
            case EvalCommand { IsRange: true } eval:
                if (Answer(eval, () => _engine.Range(
                        _engine.Parse(eval.Expression), eval.StartMs, eval.EndMs, eval.StepMs,
                            default)) is not { } result) break;
                CheckAnnotations(eval, result);
                new ResultCheck(eval).Compare(result.Value);
                break;
            case EvalCommand eval:
                Instant(eval, eval.Expression, eval.EvalMs);
                foreach (var (expression, time) in AtModifierCases(eval.Expression, eval.EvalMs))
                    Instant(eval, expression, time);
                break;
        }
    }

    private void Instant(EvalCommand eval, string expression, long timeMs)
    {
        try
        {
            var result = Answer(eval, () => _engine.Instant(_engine.Parse(expression), timeMs, default));
            if (result is null) return;
            CheckAnnotations(eval, result);
            new ResultCheck(eval).Compare(result.Value);
            if (eval.OnlyInstant || QueryContextCall().IsMatch(expression)) return;
            AsRange(eval, expression, timeMs, result.Value is ScalarValue);
        }
        catch (ScriptException e)
        {
            throw new ScriptException($"{e.Message} (asked as {expression} at {timeMs} ms)");
        }
    }

    private void AsRange(EvalCommand eval, string expression, long timeMs, bool isScalar)
    {
        QueryResult result;
        try
        {
            result = _engine.Range(
                _engine.Parse(expression), timeMs - 60_000, timeMs + 60_000, 60_000, default);
        }
        catch (QueryException e)
        {
            throw new ScriptException($"in range mode: {e.Message}");
        }

        if (eval.IsOrdered) return;
        var samples = new List<VectorSample>();
        foreach (var series in ((MatrixValue)result.Value).Series)
        {
            foreach (var point in series.Floats.Where(p => p.TimestampMs == timeMs))
                samples.Add(new VectorSample(series.Labels, timeMs, point.Value));
            foreach (var point in series.Histograms.Where(p => p.TimestampMs == timeMs))
                samples.Add(new VectorSample(series.Labels, timeMs, 0, point.Histogram));
        }

        try
        {
            new ResultCheck(eval)
                .Compare(isScalar ? new ScalarValue(timeMs, samples[0].Value) : new VectorValue(samples));
        }
        catch (ScriptException e)
        {
            throw new ScriptException($"in range mode: {e.Message}");
        }
    }

    /// <summary>The result, or null where the query failed as it should.</summary>
    private static QueryResult? Answer(EvalCommand eval, Func<QueryResult> ask)
    {
        QueryResult result;
        try
        {
            result = ask();
        }
        catch (Exception e) when (e is QueryException or PromqlParseException)
        {
            if (!eval.ExpectsFailure) throw new ScriptException($"unexpected error: {e.Message}");
            if (eval.FailMessage is { } message && message != e.Message)
                throw new ScriptException($"expected error \"{message}\", but got: {e.Message}");
            if (eval.FailPattern is { } pattern && pattern.Match(e.Message) is null)
                throw new ScriptException($"expected error matching {pattern.Pattern}, but got: {e.Message}");
            if (eval.Of("fail").FirstOrDefault() is { } expected && !expected.Matches(e.Message))
                throw new ScriptException($"expected {expected}, but got: {e.Message}");
            return null;
        }

        return eval.ExpectsFailure ? throw new ScriptException("expected an error but got none") : result;
    }

    private static void CheckAnnotations(EvalCommand eval, QueryResult result)
    {
        if (eval.Mode == "warn" && result.Warnings.Count == 0)
            throw new ScriptException("expected warnings but got none");
        if (eval.Mode == "info" && result.Infos.Count == 0)
            throw new ScriptException("expected infos but got none");
        CheckAnnotations(eval, "warn", result.Warnings);
        CheckAnnotations(eval, "info", result.Infos);
    }

    private static void CheckAnnotations(EvalCommand eval, string kind, IReadOnlyList<string> found)
    {
        var expected = eval.Of(kind).ToList();
        foreach (var expectation in expected.Where(e => !found.Any(e.Matches)))
            throw new ScriptException(
                $"expected {expectation} was not found, found: [{string.Join("; ", found)}]");
        foreach (var text in found.Where(t => expected.Count > 0 && !expected.Exists(e => e.Matches(t))))
            throw new ScriptException($"unexpected {kind} annotation: {text}");
        if (eval.Of("no_" + kind).Any() && found.Count > 0)
            throw new ScriptException($"unexpected {kind} annotations: {string.Join("; ", found)}");
    }

    /// <summary>The query with @ on every selector must give the same at any time.</summary>
    private static IEnumerable<(string Expression, long TimeMs)> AtModifierCases(string text, long timeMs)
    {
        var expression = PromqlParser.Parse(text, ParserOptions.Everything);
        if (expression.Descendants().OfType<FunctionCall>().Any(c => DependOnTime.Contains(c.Function.Name)))
            return [];
        Fix(expression, timeMs);
        var changed = expression.ToString();
        long[] times = timeMs == 0 ? [-1000, 0, 1000] : [-10 * timeMs, 0, timeMs / 5, timeMs, 10 * timeMs];
        return times.Select(t => (changed, t));
    }

    private static void Fix(Expression node, long timeMs)
    {
        var time = node is VectorSelector selector ? selector.Time : (node as SubqueryExpression)?.Time;
        if (time is not null) time.AtMs ??= timeMs;
        if (node is SubqueryExpression) return;
        foreach (var child in node.Children) Fix(child, timeMs);
    }
}
