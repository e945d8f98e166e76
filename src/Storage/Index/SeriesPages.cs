using Hotaru.Storage.Head;

namespace Hotaru.Storage.Index;

/// <summary>
/// Series by id in pages of 1024; a page goes when all its series are gone. One writer at a time; readers
/// need no lock.
/// </summary>
internal sealed class SeriesPages
{
    private const int Bits = 10;
    private const int PageSize = 1 << Bits;

    private HeadSeries?[]?[] _pages = [];

    public HeadSeries? this[uint id]
    {
        get
        {
            var pages = Volatile.Read(ref _pages);
            var page = id >> Bits;
            return page < pages.Length ? pages[page]?[id & (PageSize - 1)] : null;
        }
    }

    public void Set(HeadSeries series)
    {
        var page = (int)(series.Id >> Bits);
        if (page >= _pages.Length)
        {
            var larger = _pages;
            Array.Resize(ref larger, Math.Max(page + 1, larger.Length * 2));
            Volatile.Write(ref _pages, larger);
        }

        (_pages[page] ??= new HeadSeries?[PageSize])[series.Id & (PageSize - 1)] = series;
    }

    public void Remove(uint id)
    {
        var page = (int)(id >> Bits);
        if (page >= _pages.Length || _pages[page] is not { } entries) return;
        entries[id & (PageSize - 1)] = null;
        if (Array.TrueForAll(entries, e => e is null)) _pages[page] = null;
    }
}
