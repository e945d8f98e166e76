using System.Collections;
using Hotaru.Model;

namespace Hotaru.Storage.Querying;

/// <summary>
/// The answer to a selection, in the order of labels. It holds no lock and nothing to give back.
/// </summary>
internal sealed class SeriesSet(SelectedSeries[] series, SelectionContext context) : ISeriesSet
{
    public int Count => series.Length;

    public IReadOnlyList<string> Warnings => context.Warnings;

    public ISeries this[int index] => series[index];

    public IEnumerator<ISeries> GetEnumerator() => ((IEnumerable<ISeries>)series).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => series.GetEnumerator();

    public void Dispose()
    {
    }
}
