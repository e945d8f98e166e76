using Hotaru.Model;
using Hotaru.Promql;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Rules;

/// <summary>
/// Runs one test of a unit-test file: feeds the series, evaluates the groups step by step, and compares
/// alerts and expressions with what is expected, as promtool does.
/// </summary>
public sealed class RuleUnitTest
{
    /// <summary>promtool's own bound on the samples of one query.</summary>
    private const int MaxSamples = 10_000;

    private readonly UnitTestModel _test;
    private readonly UnitTestOptions _options;
    private readonly UnitTestStorage _storage = new();
    private readonly List<string> _failures = [];
    private readonly List<RuleGroup> _groups;
    private readonly EngineQueries _queries;

    private RuleUnitTest(UnitTestModel test, UnitTestOptions options, IReadOnlyList<RuleGroupModel> groups)
    {
        (_test, _options) = (test, options);
        var engine = new PromqlEngine(
            _storage,
            new EngineOptions
            {
                DefaultEvaluationInterval = options.EvaluationInterval,
                MaxSamples = MaxSamples
            },
            TimeProvider.System);
        _queries = new EngineQueries(engine);
        var environment = new RuleEnvironment(
            _queries, new RuleOutput(_storage), null, [], TimeProvider.System, new RuleMetrics(),
            NullLogger.Instance);
        var rules = new RulesModel { ExternalLabels = test.ExternalLabels, ExternalUrl = test.ExternalUrl };
        _groups = [.. groups.OrderBy(Order).Select(g => new RuleGroup(g, rules, environment))];
    }

    /// <summary>What did not come out as expected; none means that the test passes.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(
        UnitTestModel test, UnitTestOptions options, IReadOnlyList<RuleGroupModel> groups,
        CancellationToken cancellation)
    {
        var run = new RuleUnitTest(test, options, groups);
        if (!run.Load()) return run._failures;
        if (await run.EvaluateAsync(cancellation).ConfigureAwait(false)) run.CheckExpressions(cancellation);
        return run._failures;
    }

    private int Order(RuleGroupModel group)
    {
        for (var i = 0; i < _options.GroupOrder.Count; i++)
        {
            if (_options.GroupOrder[i] == group.Name) return i;
        }

        // As in promtool, a group without a place in the order is among the first.
        return 0;
    }

    private long StartMs => _test.Start.ToUnixTimeMilliseconds();

    private bool Load()
    {
        foreach (var series in _test.Series)
        {
            try
            {
                var labels = SeriesNotation.Series(series.Series);
                var timestampMs = StartMs;
                foreach (var value in SeriesNotation.Values(series.Values))
                {
                    if (!value.IsOmitted) _storage.Add(labels, timestampMs, value.Value, value.Histogram);
                    timestampMs += (long)_test.Interval.TotalMilliseconds;
                }
            }
            catch (FormatException e)
            {
                _failures.Add($"    series {series.Series}: {e.Message}");
            }
        }

        foreach (var nameless in _test.Alerts.Where(a => a.AlertName.Length == 0))
        {
            _failures.Add(
                $"    an item under alert_rule_test at eval_time {PrometheusDuration.Format(nameless.At)} "
                + "has no alertname");
        }

        return _failures.Count == 0;
    }

    /// <summary>False where a rule failed: then nothing after it means anything.</summary>
    private async Task<bool> EvaluateAsync(CancellationToken cancellation)
    {
        var end = _test.Alerts.Select(a => a.At).Concat(_test.Expressions.Select(e => e.At))
            .DefaultIfEmpty(TimeSpan.Zero).Max();
        var tests = _test.Alerts.OrderBy(a => a.At).ToList();
        var next = 0;
        for (var at = TimeSpan.Zero; at <= end; at += _options.EvaluationInterval)
        {
            var timestampMs = StartMs + (long)at.TotalMilliseconds;
            _storage.VisibleUntilMs = timestampMs;
            foreach (var group in _groups)
                await group.EvaluateAsync(timestampMs, cancellation).ConfigureAwait(false);
            if (!CheckHealth(at)) return false;
            while (next < tests.Count && tests[next].At < at + _options.EvaluationInterval)
                Check(tests[next++]);
        }

        return true;
    }

    private bool CheckHealth(TimeSpan at)
    {
        var healthy = true;
        foreach (var rule in _groups.SelectMany(g => g.Status.Rules).Where(r => r.LastError.Length > 0))
        {
            healthy = false;
            _failures.Add(
                $"    rule: {rule.Model.Name}, time: {PrometheusDuration.Format(at)}, err: {rule.LastError}");
        }

        return healthy;
    }

    private void Check(AlertTest test)
    {
        var got = _groups.SelectMany(g => g.Status.Rules).Where(r => r.Model.Name == test.AlertName)
            .SelectMany(r => r.Alerts).Where(a => a.State == AlertState.Firing)
            .Select(a => new ExpectedAlert(a.Labels, a.Annotations));
        var expected = test.Expected.Select(e => e with
        {
            Labels = new LabelsBuilder(e.Labels).Keep(LabelNames.AlertName, test.AlertName).Build(),
        });
        var (wanted, found) = (Sorted(expected), Sorted(got));
        if (wanted.SequenceEqual(found)) return;
        _failures.Add(
            $"{Named}    alertname: {test.AlertName}, time: {PrometheusDuration.Format(test.At)}, \n"
            + $"        exp:{Shown(wanted)}, \n        got:{Shown(found)}");
    }

    private string Named => _test.Name.Length == 0 ? "" : $"    name: {_test.Name},\n";

    private static List<ExpectedAlert> Sorted(IEnumerable<ExpectedAlert> alerts) =>
        [.. alerts.OrderBy(a => a.Labels).ThenBy(a => a.Annotations)];

    private static string Shown(List<ExpectedAlert> alerts) => alerts.Count == 0
        ? "[]"
        : "[\n" + string.Join(",\n", alerts.Select((a, i) =>
            $"            {i}:\n              Labels:{a.Labels}\n              Annotations:{a.Annotations}"))
            + "\n            ]";

    private void CheckExpressions(CancellationToken cancellation)
    {
        foreach (var test in _test.Expressions)
        {
            var place =
                $"    expr: {GoText.Quote(test.Expression)}, time: {PrometheusDuration.Format(test.At)},";
            try
            {
                var vector = _queries.Instant(
                    test.Expression, StartMs + (long)test.At.TotalMilliseconds, cancellation);
                var got = vector.Select(s => (s.Labels, s.Value, Text: HistogramNotation.Write(s.Histogram)))
                    .OrderBy(s => s.Labels).ToList();
                var expected = test.Expected.Select(Parsed).OrderBy(s => s.Labels).ToList();
                if (expected.Count == got.Count && expected.Zip(got).All(p => Same(p.First, p.Second)))
                    continue;
                _failures.Add($"{place}\n        exp: {Shown(expected)}\n        got: {Shown(got)}");
            }
            catch (Exception e) when (e is QueryException or FormatException)
            {
                _failures.Add($"{place} err: {e.Message}");
            }
        }
    }

    private static (Labels Labels, double Value, string Text) Parsed(ExpectedSample sample)
    {
        var histogram = sample.Histogram.Length == 0 ? null : HistogramNotation.Parse(sample.Histogram);
        return (SeriesNotation.Series(sample.Labels), histogram is null ? sample.Value : 0,
            HistogramNotation.Write(histogram));
    }

    private bool Same((Labels Labels, double Value, string Text) a,
        (Labels Labels, double Value, string Text) b)
    {
        if (!a.Labels.Equals(b.Labels) || a.Text != b.Text) return false;
        if (a.Text.Length > 0 || a.Value == b.Value) return true;
        // As in promtool, NaN is not equal to NaN.
        return _options.Fuzzy
            && (Math.BitIncrement(a.Value) == b.Value || Math.BitDecrement(a.Value) == b.Value);
    }

    private static string Shown(List<(Labels Labels, double Value, string Text)> samples) =>
        samples.Count == 0
        ? "nil"
        : string.Join(", ", samples.Select(s =>
            $"{s.Labels} {(s.Text.Length > 0 ? s.Text : Templating.GoDecimal.Format(s.Value, 'E', -1))}"));
}
