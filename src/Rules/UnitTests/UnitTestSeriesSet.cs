using System.Collections;
using Hotaru.Model;

namespace Hotaru.Rules;

internal sealed class UnitTestSeriesSet(IReadOnlyList<ISeries> series) : ISeriesSet
{
    public int Count => series.Count;

    public IReadOnlyList<string> Warnings => [];

    public ISeries this[int index] => series[index];

    public IEnumerator<ISeries> GetEnumerator() => series.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => series.GetEnumerator();

    public void Dispose()
    {
    }
}
