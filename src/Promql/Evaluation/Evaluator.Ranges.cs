using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Functions over ranges: each series is read once and the window slides over its samples.</summary>
internal sealed partial class Evaluator
{
    private static readonly HashSet<string> KeepsName = ["last_over_time", "first_over_time"];
    private static readonly HashSet<string> SeesStarts = ["rate", "irate", "increase", "resets"];

    private IEnumerable<SeriesColumn> RangeCallOver(FunctionCall call, RangeFunction function)
    {
        var argument = call.Arguments.First(a => a.Kind == ValueKind.Matrix);
        var scalars = call.Arguments.Where(a => a.Kind == ValueKind.Scalar).Select(Scalar).ToArray();
        var range = Expressions.Unwrap(argument);
        var selector = (range as MatrixSelector)?.Vector;
        var rangeCall = new RangeCall
        {
            Function = call.Function.Name,
            Context = _context,
            At =
                Expressions.Unwrap(call.Arguments[0]).At,
            Scalars = scalars,
            RangeMs = RangeOf(range),
            Anchored = selector?.Anchored ?? false,
            Smoothed = selector?.Smoothed
                ?? false,
            UsesStarts = _context.Options.StartTimestamps && SeesStarts.Contains(call.Function.Name),
        };
        CheckExtension(rangeCall);
        var columns = range is MatrixSelector matrix
            ? OverSelector(matrix, rangeCall, function)
            : OverSubquery((SubqueryExpression)range, rangeCall, function);
        var keepsName = KeepsName.Contains(call.Function.Name);
        return keepsName ? columns : UniqueWithoutNames(columns, argument);
    }

    private long RangeOf(Expression range) => range switch
    {
        MatrixSelector matrix => DurationCalculator.Milliseconds(matrix.RangeMs, matrix.Range, _context.Root),
        SubqueryExpression subquery =>
            DurationCalculator.Milliseconds(subquery.RangeMs, subquery.Range, _context.Root),
        _ => throw new InvalidOperationException($"BUG: {range.GetType().Name} is not a range"),
    };

    private static void CheckExtension(RangeCall call)
    {
        if (call.Anchored && call.Function is not ("resets" or "changes" or "rate" or "increase" or "delta"))
            throw QueryContext.Failure("anchored modifier can only be used with: changes, delta, "
                + $"increase, rate, resets - not with {call.Function}");
        if (call.Smoothed && call.Function is not ("rate" or "increase" or "delta"))
            throw QueryContext.Failure(
                $"smoothed modifier can only be used with: delta, increase, rate - not with {call.Function}");
    }

    private IEnumerable<SeriesColumn> OverSelector(
        MatrixSelector node, RangeCall call, RangeFunction function)
    {
        var times = SelectorTimes.Of(node.Vector.Time, _context.Root);
        var (before, after) = Extension(call);
        var first = times.First(_window) - call.RangeMs - before + 1;
        var last = times.Last(_window) + after;
        var statsOnly = _context.StatsOnly.Contains(node.Vector);
        using var set = Open(node.Vector.Matchers, first, last, call.RangeMs, call.Function);
        foreach (var column in new SeriesReader(_context, set)
            .Read((series, buffer) =>
        {
            Fill(series, buffer, first, last);
            if (statsOnly) HistogramStats.Apply(buffer.Raw);
            buffer.Load(series.Labels.MetricName);
            var column = Slide(series.Labels, buffer, call, function, times);
            _context.Release(buffer.Raw.Count);
            return column;
        })) yield return column;
    }

    private IEnumerable<SeriesColumn> OverSubquery(
        SubqueryExpression node, RangeCall call, RangeFunction function)
    {
        var times = SelectorTimes.Of(node.Time, _context.Root);
        var inner = new Evaluator(_context, SubqueryWindow(node, times));
        var buffer = new RangeSeries();
        foreach (var source in inner.Vector(node.Inner))
        {
            inner.FillFrom(source, buffer.Raw);
            buffer.Load(source.Labels.MetricName);
            var column = Slide(source.Labels, buffer, call, function, times);
            if (column is not null) column.DropName |= source.DropName;
            inner.Consume(source);
            if (column is not null) yield return column;
        }
    }

    /// <summary>
    /// The steps of a subquery: multiples of its step that some step of this window looks at.
    /// </summary>
    private QueryWindow SubqueryWindow(SubqueryExpression node, SelectorTimes times)
    {
        var step = DurationCalculator.Milliseconds(node.StepMs, node.Step, _context.Root);
        if (step == 0) step = (long)_context.Options.DefaultEvaluationInterval.TotalMilliseconds;
        var after = times.First(_window) - RangeOf(node);
        var start = step * (after / step);
        if (start <= after) start += step;
        return new QueryWindow(start, times.Last(_window), step);
    }

    /// <summary>
    /// A column of this window as samples. What a hint says of the sample before is not true any more.
    /// </summary>
    private void FillFrom(SeriesColumn source, SampleBuffer buffer)
    {
        buffer.Clear();
        for (var i = 0; i < _steps; i++)
        {
            if (source.HasFloat(i))
            {
                buffer.Add(_window.TimeAt(i), source.Values[i]);
            }
            else if (source.Histogram(i) is { } histogram)
            {
                if (histogram.CounterResetHint is CounterResetHint.Reset or CounterResetHint.NotReset)
                    histogram = histogram.WithHint(CounterResetHint.Unknown);
                buffer.Add(_window.TimeAt(i), histogram);
            }
        }
    }

    private (long Before, long After) Extension(RangeCall call) =>
        (call.Anchored || call.Smoothed ? _context.LookbackMs : 0, call.Smoothed ? _context.LookbackMs : 0);

    private SeriesColumn? Slide(
        Labels labels, RangeSeries series, RangeCall call, RangeFunction function,
            SelectorTimes selectorTimes)
    {
        var column = NewColumn(labels);
        var (before, after) = Extension(call);
        var times = series.Times;
        var histogramTimes = series.HistogramTimes;
        int first = 0, end = 0, firstHistogram = 0, endHistogram = 0, found = 0;
        long looked = 0;
        for (var step = 0; step < _steps; step++)
        {
            var until = selectorTimes.Reference(_window.TimeAt(step));
            var from = until - call.RangeMs;
            Move(times, from - before, until + after, ref first, ref end);
            if (series.HistogramCount > 0)
                Move(histogramTimes, from - before, until + after, ref firstHistogram, ref endHistogram);
            if (first == end && firstHistogram == endHistogram) continue;
            looked += end - first + endHistogram - firstHistogram;
            var window = new RangeWindow(series, first, end, firstHistogram, endHistogram)
            {
                StartMs = from,
                EndMs = until,
                TimeMs = _window.TimeAt(step),
                Step = step,
                UsesStarts =
                    call.UsesStarts,
            };
            if (!function(window, call, out var value, out var histogram)) continue;
            column.Set(step, value, histogram);
            found++;
        }

        _context.Count(looked);
        if (found == 0)
        {
            _pool.Return(column.Values);
            return null;
        }

        WarnOfGauge(call, column, labels);
        _context.Hold(column.SampleCount());
        return column;
    }

    private static void Move(ReadOnlySpan<long> times, long from, long until, ref int first, ref int end)
    {
        while (first < times.Length && times[first] <= from) first++;
        if (end < first) end = first;
        while (end < times.Length && times[end] <= until) end++;
    }

    /// <summary>rate and increase of something that is named as if it were no counter.</summary>
    private void WarnOfGauge(RangeCall call, SeriesColumn column, Labels labels)
    {
        if (call.Function is not ("rate" or "increase")) return;
        var name = labels.MetricName;
        if (name.Length == 0 || !Array.Exists(column.Values, v => !Absent.Is(v))) return;
        if (_context.Options.TypeAndUnitLabels)
        {
            var type = labels[LabelNames.Type];
            if (type is not ("counter" or "histogram"))
                _context.Annotations.Inform(call.At, Texts.PossibleNonCounterType(name, type));
            return;
        }

        if (!name.EndsWith("_total", StringComparison.Ordinal)
            && !name.EndsWith("_sum", StringComparison.Ordinal)
            && !name.EndsWith("_count", StringComparison.Ordinal)
                && !name.EndsWith("_bucket", StringComparison.Ordinal))
            _context.Annotations.Inform(call.At, Texts.PossibleNonCounter(name));
    }

    /// <summary>
    /// After a range function two series with the same labels are an error even at different times.
    /// </summary>
    private IEnumerable<SeriesColumn> UniqueWithoutNames(IEnumerable<SeriesColumn> input, Expression source)
    {
        if (DelaysNames) return Marked(input);
        var dropped = Dropped(input);
        return StayApart(source) ? dropped : Unique(dropped);
    }

    private static IEnumerable<SeriesColumn> Unique(IEnumerable<SeriesColumn> input)
    {
        var seen = new HashSet<Labels>();
        foreach (var column in input)
        {
            if (!seen.Add(column.Labels)) throw QueryContext.SameLabels();
            yield return column;
        }
    }
}
