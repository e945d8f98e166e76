namespace Hotaru.Promql;

/// <summary>
/// The k best series of a step, the worst of them on top. A newcomer replaces it only if it is really better,
/// so the order of equals follows from the order in which they are offered.
/// </summary>
internal sealed class BestHeap(int capacity, bool largest)
{
    private readonly SeriesColumn[] _columns = new SeriesColumn[capacity];
    private readonly double[] _values = new double[capacity];
    private int _count;

    public void Offer(SeriesColumn column, double value)
    {
        if (_count < capacity)
        {
            (_columns[_count], _values[_count]) = (column, value);
            Up(_count++);
            return;
        }

        var top = _values[0];
        var isBetter = largest ? top < value : top > value;
        if (!isBetter && !(double.IsNaN(top) && !double.IsNaN(value))) return;
        (_columns[0], _values[0]) = (column, value);
        Down();
    }

    public IEnumerable<SeriesColumn> BestFirst() => Enumerable.Range(0, _count)
        .Order(Comparer<int>.Create((a, b) => Evaluator.Compare(_values[a], _values[b], largest ? -1 : 1)))
        .Select(i => _columns[i]);

    private bool IsWorse(int a, int b)
    {
        if (double.IsNaN(_values[a])) return true;
        return largest ? _values[a] < _values[b] : _values[a] > _values[b];
    }

    private void Up(int at)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (parent == at || !IsWorse(at, parent)) return;
            Swap(at, parent);
            at = parent;
        }
    }

    private void Down()
    {
        var at = 0;
        while (2 * at + 1 < _count)
        {
            var child = 2 * at + 1;
            if (child + 1 < _count && IsWorse(child + 1, child)) child++;
            if (!IsWorse(child, at)) return;
            Swap(at, child);
            at = child;
        }
    }

    private void Swap(int a, int b)
    {
        (_values[a], _values[b]) = (_values[b], _values[a]);
        (_columns[a], _columns[b]) = (_columns[b], _columns[a]);
    }
}
