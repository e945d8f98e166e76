using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>One group of an aggregation, into which columns are folded one after another.</summary>
internal abstract class GroupFold(Labels labels, ColumnPool pool)
{
    private bool _dropName;

    protected ColumnPool Pool => pool;

    public static GroupFold Of(Aggregation op, Labels labels, ColumnPool pool, RangeNotes notes) => op switch
    {
        Aggregation.Sum => new SumFold(labels, pool, notes),
        Aggregation.Avg => new MeanFold(labels, pool, notes),
        Aggregation.Count => new CountFold(labels, pool),
        Aggregation.Group => new PresenceFold(labels, pool),
        Aggregation.Min or Aggregation.Max => new ExtremeFold(labels, pool, notes, op == Aggregation.Max),
        _ => new VarianceFold(labels, pool, notes, op == Aggregation.Stddev),
    };

    public void Add(SeriesColumn column)
    {
        _dropName |= column.DropName;
        Fold(column);
    }

    public SeriesColumn Finish()
    {
        var result = Result(labels);
        result.DropName = _dropName;
        return result;
    }

    protected abstract void Fold(SeriesColumn column);

    protected abstract SeriesColumn Result(Labels group);
}
