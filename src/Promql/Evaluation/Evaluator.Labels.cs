using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Functions that change labels or the order of series.</summary>
internal sealed partial class Evaluator
{
    private List<SeriesColumn> LabelReplace(FunctionCall call)
    {
        var target = Expressions.Text(call.Arguments[1]);
        var replacement = Expressions.Text(call.Arguments[2]);
        var source = Expressions.Text(call.Arguments[3]);
        var pattern = Expressions.Text(call.Arguments[4]);
        GoRegex regex;
        try
        {
            regex = GoRegex.Anchored(pattern);
        }
        catch (FormatException)
        {
            throw QueryContext.Failure($"invalid regular expression in label_replace(): {pattern}");
        }

        if (!Go.IsLabelName(target))
            throw QueryContext.Failure($"invalid destination label name in label_replace(): {target}");
        return Relabeled(call.Arguments[0], target, labels =>
        {
            var match = regex.Match(labels[source]);
            return match is null ? null : GoRegex.Expand(replacement, match);
        });
    }

    private List<SeriesColumn> LabelJoin(FunctionCall call)
    {
        var target = Expressions.Text(call.Arguments[1]);
        var separator = Expressions.Text(call.Arguments[2]);
        var sources = call.Arguments.Skip(3).Select(Expressions.Text).ToArray();
        if (Array.Find(sources, s => !Go.IsLabelName(s)) is { } bad)
            throw QueryContext.Failure($"invalid source label name in label_join(): {bad}");
        if (!Go.IsLabelName(target))
            throw QueryContext.Failure($"invalid destination label name in label_join(): {target}");
        return Relabeled(
            call.Arguments[0], target, labels => string.Join(separator, sources.Select(s => labels[s])));
    }

    private List<SeriesColumn> Relabeled(Expression argument, string target, Func<Labels, string?> valueOf)
    {
        var columns = new List<SeriesColumn>();
        foreach (var column in Vector(argument))
        {
            if (valueOf(column.Labels) is { } value)
            {
                column.Labels = column.Labels.With(target, value);
                if (target == LabelNames.MetricName) column.DropName = false;
            }

            columns.Add(column);
        }

        return Merge(columns);
    }

    private IEnumerable<SeriesColumn> SortByValue(FunctionCall call)
    {
        NoteSortInRange(call);
        var columns = new List<SeriesColumn>();
        foreach (var column in Vector(call.Arguments[0]))
        {
            column.Histograms = null;
            if (!column.IsEmpty()) columns.Add(column);
        }

        if (_steps > 1) return columns;
        var sign = call.Function.Name == "sort" ? 1 : -1;
        return columns.Order(
            Comparer<SeriesColumn>.Create((a, b) => Compare(a.Values[0], b.Values[0], sign)));
    }

    /// <summary>NaN comes last in either direction.</summary>
    internal static int Compare(double a, double b, int sign)
    {
        if (double.IsNaN(a) || double.IsNaN(b)) return double.IsNaN(a).CompareTo(double.IsNaN(b));
        return sign * a.CompareTo(b);
    }

    private IEnumerable<SeriesColumn> SortByLabel(FunctionCall call)
    {
        NoteSortInRange(call);
        var columns = Vector(call.Arguments[0]);
        if (_steps > 1) return columns;
        var names = call.Arguments.Skip(1).Select(Expressions.Text).ToArray();
        var sign = call.Function.Name == "sort_by_label" ? 1 : -1;
        return columns.Order(Comparer<SeriesColumn>.Create((a, b) =>
        {
            foreach (var name in names)
            {
                var order = NaturalOrder.Compare(a.Labels[name], b.Labels[name]);
                if (order != 0) return sign * order;
            }

            return sign * a.Labels.CompareTo(b.Labels);
        }));
    }

    private void NoteSortInRange(FunctionCall call)
    {
        if (_steps > 1) _context.Annotations.Warn(call.At, Texts.SortInRange);
    }
}
