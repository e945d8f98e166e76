using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Evaluates expressions over the steps of one window. Vectors are streams of columns, one series over all
/// steps at a time, so that an aggregation holds its groups and not its input. A subquery gets an evaluator
/// of its own.
/// </summary>
internal sealed partial class Evaluator
{
    private readonly QueryContext _context;
    private readonly QueryWindow _window;
    private readonly int _steps;
    private readonly ColumnPool _pool;

    public Evaluator(QueryContext context, QueryWindow window)
    {
        if (window.Count > context.Options.MaxSamples) throw QueryContext.TooManySamples();
        (_context, _window, _steps) = (context, window, window.Steps);
        _pool = new ColumnPool(_steps);
    }

    private bool DelaysNames => _context.Options.DelayedNameRemoval;

    /// <summary>
    /// The series of an expression of type vector, in the order that an instant query shows them.
    /// </summary>
    public IEnumerable<SeriesColumn> Vector(Expression node)
    {
        _context.Cancellation.ThrowIfCancellationRequested();
        if (_steps == 0) return [];
        node = Expressions.Unwrap(node);
        if (_steps > 1 && StepInvariance.Holds(node)) return Broadcast(node);
        return node switch
        {
            VectorSelector selector => Select(selector),
            UnaryExpression unary => Negate(unary),
            BinaryExpression binary => Binary(binary),
            AggregateExpression aggregate => Aggregate(aggregate),
            FunctionCall call => Call(call),
            _ => throw new InvalidOperationException($"BUG: {node.GetType().Name} is not a vector"),
        };
    }

    /// <summary>
    /// Takes the names away (or marks them to go) and brings series together that are the same then.
    /// </summary>
    public IEnumerable<SeriesColumn> WithoutNames(IEnumerable<SeriesColumn> input, Expression source)
    {
        if (DelaysNames) return Marked(input);
        var dropped = Dropped(input);
        return StayApart(source) ? dropped : Merge(dropped);
    }

    /// <summary>
    /// With type and unit labels, which go with the name, one name may stand for several series.
    /// </summary>
    private bool StayApart(Expression source) =>
        !_context.Options.TypeAndUnitLabels && Expressions.DifferWithoutNames(source);

    /// <summary>At the end of a query: names that were marked go.</summary>
    public List<SeriesColumn> Finish(IEnumerable<SeriesColumn> input)
    {
        var all = input.ToList();
        if (!DelaysNames) return all;
        foreach (var column in all)
        {
            if (column.DropName) column.Labels = MetricLabels.DropMetadata(column.Labels);
        }

        return Merge(all);
    }

    /// <summary>Series with the same labels become one; two values at one step are an error.</summary>
    public List<SeriesColumn> Merge(IEnumerable<SeriesColumn> input)
    {
        var merged = new List<SeriesColumn>();
        var byLabels = new Dictionary<Labels, SeriesColumn>();
        foreach (var column in input)
        {
            if (byLabels.TryAdd(column.Labels, column))
            {
                merged.Add(column);
                continue;
            }

            var into = byLabels[column.Labels];
            for (var i = 0; i < _steps; i++)
            {
                if (!column.Has(i)) continue;
                if (into.Has(i)) throw QueryContext.SameLabels();
                into.Set(i, column.Values[i], column.Histogram(i));
            }
        }

        return merged;
    }

    private SeriesColumn NewColumn(Labels labels) => new(labels, _pool.Rent());

    /// <summary>A consumed column's memory goes back.</summary>
    private void Consume(SeriesColumn column)
    {
        _context.Release(column.SampleCount());
        _pool.Return(column.Values);
    }

    private IEnumerable<SeriesColumn> Broadcast(Expression node)
    {
        var once = new Evaluator(_context, new QueryWindow(_window.StartMs, _window.StartMs, 0));
        foreach (var column in once.Vector(node))
        {
            var wide = NewColumn(column.Labels);
            wide.DropName = column.DropName;
            if (column.Histogram(0) is { } histogram)
            {
                for (var i = 0; i < _steps; i++) wide.Set(i, histogram);
            }
            else
            {
                Array.Fill(wide.Values, column.Values[0]);
            }

            _context.Hold(_steps - 1L);
            yield return wide;
        }
    }

    private static IEnumerable<SeriesColumn> Marked(IEnumerable<SeriesColumn> input)
    {
        foreach (var column in input)
        {
            column.DropName = true;
            yield return column;
        }
    }

    private static IEnumerable<SeriesColumn> Dropped(IEnumerable<SeriesColumn> input)
    {
        foreach (var column in input)
        {
            column.Labels = MetricLabels.DropMetadata(column.Labels);
            column.DropName = true;
            yield return column;
        }
    }

    private IEnumerable<SeriesColumn> Negate(UnaryExpression node)
    {
        var input = Vector(node.Operand);
        return node.Negates ? WithoutNames(Negated(input), node.Operand) : input;
    }

    private IEnumerable<SeriesColumn> Negated(IEnumerable<SeriesColumn> input)
    {
        foreach (var column in input)
        {
            for (var i = 0; i < _steps; i++)
            {
                if (column.HasFloat(i)) column.Values[i] = -column.Values[i];
                else if (column.Histogram(i) is { } histogram) column.Set(i, histogram.Times(-1));
            }

            yield return column;
        }
    }
}
