using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Functions whose result is a vector.</summary>
internal sealed partial class Evaluator
{
    private IEnumerable<SeriesColumn> Call(FunctionCall call)
    {
        var name = call.Function.Name;
        if (name == "absent_over_time") return AbsentOverTime(call);
        if (RangeFunctions.Find(name) is { } range) return RangeCallOver(call, range);
        if (FloatFunctions.Find(name) is { } function) return MapFloats(call.Arguments[0], _ => function);
        if (FloatFunctions.FindDate(name) is { } date) return Dates(call, date);
        switch (name)
        {
            case "absent": return AbsentFrom(call);
            case "clamp": return Clamp(call, Scalar(call.Arguments[1]), Scalar(call.Arguments[2]));
            case "clamp_min":
                return Clamp(
                call, Scalar(call.Arguments[1]), Constant(double.PositiveInfinity));
            case "clamp_max":
                return Clamp(
                call, Constant(double.NegativeInfinity), Scalar(call.Arguments[1]));
            case "round": return Round(call);
            case "vector": return [FromScalar(call.Arguments[0])];
            case "timestamp" or "start_timestamp": return Timestamps(call);
            case "sort" or "sort_desc": return SortByValue(call);
            case "sort_by_label" or "sort_by_label_desc": return SortByLabel(call);
            case "label_replace": return LabelReplace(call);
            case "label_join": return LabelJoin(call);
            case "info": return new InfoJoin(_context, _window, this).Evaluate(call);
            case "histogram_quantile" or "histogram_fraction" or "histogram_quantiles":
                return new BucketFunctions(_context, _window, this).Evaluate(call);
            default: return HistogramFloats(call);
        }
    }

    /// <summary>A float function over the floats of a vector; histograms drop out.</summary>
    private IEnumerable<SeriesColumn> MapFloats(
        Expression argument, Func<int, Func<double, double>?> functionAt)
    {
        return WithoutNames(Mapped(), argument);

        IEnumerable<SeriesColumn> Mapped()
        {
            foreach (var column in Vector(argument))
            {
                column.Histograms = null;
                var values = column.Values;
                for (var i = 0; i < values.Length; i++)
                {
                    if (Absent.Is(values[i])) continue;
                    values[i] = functionAt(i) is { } function ? function(values[i]) : Absent.Value;
                }

                if (!column.IsEmpty()) yield return column;
            }
        }
    }

    private IEnumerable<SeriesColumn> Clamp(FunctionCall call, double[] min, double[] max)
    {
        var functions = new Func<double, double>?[_steps];
        for (var i = 0; i < _steps; i++)
        {
            var (low, high) = (min[i], max[i]);
            functions[i] = high < low ? null : v => GoMath.Max(low, GoMath.Min(high, v));
        }

        return MapFloats(call.Arguments[0], i => functions[i]);
    }

    private IEnumerable<SeriesColumn> Round(FunctionCall call)
    {
        var nearest = call.Arguments.Count > 1 ? Scalar(call.Arguments[1]) : Constant(1);
        var functions = new Func<double, double>[_steps];
        for (var i = 0; i < _steps; i++)
        {
            // Dividing by the inverse keeps 0.1 exact where multiplying by 0.1 would not.
            var inverse = 1 / nearest[i];
            functions[i] = v => Math.Floor(v * inverse + 0.5) / inverse;
        }

        return MapFloats(call.Arguments[0], i => functions[i]);
    }

    private IEnumerable<SeriesColumn> Dates(FunctionCall call, Func<double, double> part)
    {
        if (call.Arguments.Count > 0) return MapFloats(call.Arguments[0], _ => part);
        var column = NewColumn(Labels.Empty);
        for (var i = 0; i < _steps; i++) column.Values[i] = part(Math.Truncate(_window.TimeAt(i) / 1000.0));
        _context.Hold(_steps);
        return [column];
    }

    private SeriesColumn FromScalar(Expression scalar)
    {
        var column = NewColumn(Labels.Empty);
        Scalar(scalar).CopyTo(column.Values, 0);
        _context.Hold(_steps);
        return column;
    }

    private IEnumerable<SeriesColumn> Timestamps(FunctionCall call)
    {
        var isStart = call.Function.Name == "start_timestamp";
        var argument = call.Arguments[0];
        if (Expressions.Unwrap(argument) is VectorSelector selector)
        {
            if (isStart && !_context.Options.StartTimestamps) return [];
            var times = SelectorTimes.Of(selector.Time, _context.Root);
            var wanted = isStart ? InstantValue.StartTime : InstantValue.Time;
            return WithoutNames(Instants(selector.Matchers, times, wanted), argument);
        }

        return isStart ? [] : WithoutNames(StepTimes(Vector(argument)), argument);
    }

    private IEnumerable<SeriesColumn> StepTimes(IEnumerable<SeriesColumn> input)
    {
        foreach (var column in input)
        {
            for (var i = 0; i < _steps; i++)
            {
                if (column.Has(i)) column.Values[i] = _window.TimeAt(i) / 1000.0;
            }

            column.Histograms = null;
            yield return column;
        }
    }

    private IEnumerable<SeriesColumn> AbsentFrom(FunctionCall call)
    {
        var present = new bool[_steps];
        foreach (var column in Vector(call.Arguments[0]))
        {
            for (var i = 0; i < _steps; i++) present[i] |= column.Has(i);
            Consume(column);
        }

        return AbsentColumn(call, present, false);
    }

    private IEnumerable<SeriesColumn> AbsentOverTime(FunctionCall call)
    {
        var present = new bool[_steps];
        foreach (var column in RangeCallOver(call, OverTime.Present))
        {
            for (var i = 0; i < _steps; i++) present[i] |= column.Has(i);
            Consume(column);
        }

        return AbsentColumn(call, present, true);
    }

    /// <summary>1 where nothing was, with the labels that the selector's equalities give.</summary>
    private IEnumerable<SeriesColumn> AbsentColumn(FunctionCall call, bool[] present, bool dropName)
    {
        if (!present.Contains(false)) yield break;
        var labels = new LabelsBuilder();
        var argument = Expressions.Unwrap(call.Arguments[0]);
        var selector = argument as VectorSelector ?? (argument as MatrixSelector)?.Vector;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var matcher in selector?.Matchers ?? [])
        {
            if (matcher.Name == LabelNames.MetricName) continue;
            if (matcher.Operator == MatchOperator.Equal && seen.Add(matcher.Name))
                labels.Set(matcher.Name, matcher.Value);
            else labels.Remove(matcher.Name);
        }

        var column = NewColumn(labels.Build());
        column.DropName = dropName;
        for (var i = 0; i < _steps; i++)
        {
            if (!present[i]) column.Values[i] = 1;
        }

        _context.Hold(column.SampleCount());
        yield return column;
    }

    private IEnumerable<SeriesColumn> HistogramFloats(FunctionCall call)
    {
        var function = NativeHistograms.Find(call.Function.Name);
        var argument = call.Arguments[0];
        return WithoutNames(Mapped(), argument);

        IEnumerable<SeriesColumn> Mapped()
        {
            foreach (var column in Vector(argument))
            {
                var histograms = column.Histograms;
                column.Histograms = null;
                for (var i = 0; i < _steps; i++)
                    column.Values[i] = histograms?[i] is { } histogram ? function(histogram) : Absent.Value;
                if (histograms is not null && !column.IsEmpty()) yield return column;
            }
        }
    }
}
