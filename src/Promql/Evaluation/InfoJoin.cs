using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// info(): adds the labels of info metrics with the same instance and job to the series of a vector.
/// </summary>
internal sealed class InfoJoin(QueryContext context, QueryWindow window, Evaluator evaluator)
{
    private static readonly string[] Identifying = [LabelNames.Instance, LabelNames.Job];
    private readonly int _steps = window.Steps;
    private readonly Dictionary<Labels, SeriesColumn> _results = [];

    public List<SeriesColumn> Evaluate(FunctionCall call)
    {
        var argument = call.Arguments[0];
        var selector = call.Arguments.Count > 1 ? (VectorSelector)Expressions.Unwrap(call.Arguments[1])
            : null;
        var given = selector?.Matchers
            ?? [new Matcher(LabelNames.MetricName, MatchOperator.Equal, "target_info")];
        var names = NameMatchers(given.Where(m => m.Name == LabelNames.MetricName).ToList());
        var data = given.Where(m => m.Name != LabelNames.MetricName).ToList();
        var bases = evaluator.Vector(argument).ToList();
        var ignored = bases.Where(b => names.All(m => m.Matches(b.Labels.MetricName))).ToHashSet();
        var infos = InfoSeries(argument, bases.Where(b => !ignored.Contains(b)), names, data);
        var newest = NewestBySignature(infos);
        foreach (var column in bases)
        {
            if (ignored.Contains(column)) Emit(column, column.Labels, Enumerable.Range(0, _steps));
            else Enrich(column, newest, data);
        }

        return [.. _results.Values];
    }

    /// <summary>
    /// Without a positive choice of a name, negative ones apply to everything that ends in _info.
    /// </summary>
    private static List<Matcher> NameMatchers(List<Matcher> given)
    {
        if (given.Exists(m => m.Operator is MatchOperator.Equal or MatchOperator.Regex)) return given;
        if (given.Count == 0) return [new Matcher(LabelNames.MetricName, MatchOperator.Equal, "target_info")];
        return [new Matcher(LabelNames.MetricName, MatchOperator.Regex, ".+_info"), .. given];
    }

    private List<SeriesColumn> InfoSeries(
        Expression argument, IEnumerable<SeriesColumn> bases, List<Matcher> names, List<Matcher> data)
    {
        var values = Identifying.ToDictionary(n => n, _ => new SortedSet<string>(StringComparer.Ordinal));
        foreach (var column in bases)
        {
            foreach (var name in Identifying)
            {
                if (column.Labels[name] is { Length: > 0 } value) values[name].Add(value);
            }
        }

        var matchers = new List<Matcher>();
        foreach (var (name, found) in values)
        {
            if (found.Count == 0) continue;
            var pattern = string.Join('|', found.Select(GoRegex.Escape));
            matchers.Add(new Matcher(name, MatchOperator.Regex, pattern));
        }

        if (matchers.Count == 0) return [];
        matchers.AddRange(data);
        matchers.AddRange(names);
        var columns = evaluator.InfoInstants(matchers, TimesOf(argument)).ToList();
        if (columns.Find(c => c.Histograms is not null) is { } histogram)
            throw QueryContext.Failure(
                $"this should be an info metric, with float samples: {MetricLabels.Text(histogram.Labels)}");
        return columns;
    }

    /// <summary>Info metrics are read at the time of the first selector in the argument.</summary>
    private SelectorTimes TimesOf(Expression argument)
    {
        var path = PathToSelector(argument);
        if (path is null) return new SelectorTimes(0, null);
        var times = SelectorTimes.Of(((VectorSelector)path[^1]).Time, context.Root);
        for (var i = path.Count - 2; i >= 0 && times.AtMs is null; i--)
        {
            if (path[i] is not SubqueryExpression subquery) continue;
            var outer = SelectorTimes.Of(subquery.Time, context.Root);
            times = new SelectorTimes(times.OffsetMs + outer.OffsetMs, outer.AtMs);
        }

        return times;
    }

    private static List<Expression>? PathToSelector(Expression node)
    {
        if (node is VectorSelector) return [node];
        foreach (var child in node.Children)
        {
            if (PathToSelector(child) is not { } path) continue;
            path.Insert(0, node);
            return path;
        }

        return null;
    }

    /// <summary>By info name and signature: at each step the info series whose sample is newest.</summary>
    private Dictionary<string, Dictionary<Labels,
        SeriesColumn?[]>> NewestBySignature(List<SeriesColumn> infos)
    {
        var all = new Dictionary<string, Dictionary<Labels, SeriesColumn?[]>>(StringComparer.Ordinal);
        foreach (var info in infos)
        {
            if (!all.TryGetValue(info.Labels.MetricName, out var ofName))
                all[info.Labels.MetricName] = ofName = [];
            var signature = MetricLabels.Keep(info.Labels, Identifying);
            if (!ofName.TryGetValue(signature, out var chosen))
                ofName[signature] = chosen = new SeriesColumn?[_steps];
            for (var step = 0; step < _steps; step++)
            {
                if (info.HasFloat(step)) chosen[step] = Newer(chosen[step], info, step);
            }
        }

        return all;
    }

    private static SeriesColumn Newer(SeriesColumn? chosen, SeriesColumn info, int step)
    {
        if (chosen is null || chosen.Values[step] < info.Values[step]) return info;
        if (chosen.Values[step] > info.Values[step]) return chosen;
        var at = ((long)info.Values[step]).ToString(CultureInfo.InvariantCulture);
        throw QueryContext.Failure(
            $"found duplicate series for info metric: existing {MetricLabels.Text(chosen.Labels)} @ {at}, "
                + $"new {MetricLabels.Text(info.Labels)} @ {at}");
    }

    private void Enrich(
        SeriesColumn column, Dictionary<string, Dictionary<Labels, SeriesColumn?[]>> newest,
            List<Matcher> data)
    {
        var signature = MetricLabels.Keep(column.Labels, Identifying);
        var candidates = newest.Values
            .Select(ofName => ofName.GetValueOrDefault(signature))
            .Where(chosen => chosen is not null)
            .ToList();
        var needsInfo = data.Exists(m => !m.MatchesEmpty);
        var byInfos = new Dictionary<string, (Labels Labels, List<int> Steps)>(StringComparer.Ordinal);
        for (var step = 0; step < _steps; step++)
        {
            if (!column.Has(step)) continue;
            var infos =
                candidates.Select(c => c![step]).Where(i => i is not null).Select(i => i!.Labels).ToList();
            if (infos.Count == 0 && needsInfo) continue;
            var key = string.Join('\n', infos.Select(i => i.ToString()));
            if (!byInfos.TryGetValue(key, out var found))
                byInfos[key] = found = (Combined(column.Labels, infos, data), []);
            found.Steps.Add(step);
        }

        foreach (var (labels, steps) in byInfos.Values) Emit(column, labels, steps);
    }

    private static Labels Combined(Labels labels, List<Labels> infos, List<Matcher> data)
    {
        var added = new LabelsBuilder();
        foreach (var info in infos)
        {
            foreach (var label in info.Span)
            {
                if (label.Name == LabelNames.MetricName) continue;
                if (data.Count > 0 && !data.Exists(m => m.Name == label.Name)) continue;
                if (added[label.Name] is { Length: > 0 } other && other != label.Value)
                    throw QueryContext.Failure($"conflicting label: {label.Name}");
                if (!labels.Has(label.Name)) added.Set(label.Name, label.Value);
            }
        }

        var result = new LabelsBuilder(labels);
        foreach (var label in added.Build().Span) result.Set(label.Name, label.Value);
        return result.Build();
    }

    private void Emit(SeriesColumn column, Labels labels, IEnumerable<int> steps)
    {
        foreach (var step in steps)
        {
            if (!column.Has(step)) continue;
            if (!_results.TryGetValue(labels, out var result))
            {
                var values = new double[_steps];
                Array.Fill(values, Absent.Value);
                _results[labels] = result = new SeriesColumn(labels, values) { DropName = column.DropName };
            }
            else if (result.Has(step))
            {
                throw QueryContext.SameLabels();
            }

            result.Set(step, column.Values[step], column.Histogram(step));
        }
    }
}
