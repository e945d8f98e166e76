using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// The month that was asked for last stays in memory: people turn to one month and look at it for a while,
/// and ten thousand rows need not be read each time.
/// </summary>
internal sealed class MonthShelf(JobArchive archive)
{
    private readonly Lock _lock = new();
    private int _month;
    private Dictionary<Labels, MonthTotals> _rows = [];

    /// <summary>What jobs did in a month that is not the one they ran in last.</summary>
    public IReadOnlyCollection<MonthTotals> Read(int month)
    {
        lock (_lock)
        {
            if (month == _month) return [.. _rows.Values];
            _rows = [];
            foreach (var totals in archive.ReadMonth(month)) _rows[totals.Job] = totals;
            _month = month;
            return [.. _rows.Values];
        }
    }

    /// <summary>Rows that are on disk now.</summary>
    public void Take(IReadOnlyCollection<MonthTotals> written)
    {
        if (written.Count == 0) return;
        lock (_lock)
        {
            foreach (var totals in written)
            {
                if (totals.Month == _month) _rows[totals.Job] = totals;
            }
        }
    }
}
