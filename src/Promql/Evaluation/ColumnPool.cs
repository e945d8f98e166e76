namespace Hotaru.Promql;

/// <summary>Value arrays of one length, used again when a column has been consumed. Thread-safe.</summary>
internal sealed class ColumnPool(int steps)
{
    private readonly Stack<double[]> _free = new();

    /// <summary>An array of absent values.</summary>
    public double[] Rent()
    {
        double[]? values = null;
        lock (_free)
        {
            if (_free.Count > 0) values = _free.Pop();
        }

        values ??= GC.AllocateUninitializedArray<double>(steps);
        Array.Fill(values, Absent.Value);
        return values;
    }

    public void Return(double[] values)
    {
        lock (_free)
        {
            if (_free.Count < 256) _free.Push(values);
        }
    }
}
