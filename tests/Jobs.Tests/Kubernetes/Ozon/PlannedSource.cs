using Hotaru.Model;

namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>All series of a plan, found by the hours in which they have samples.</summary>
internal sealed class PlannedSource : ISeriesSource
{
    private const long HourMs = 3_600_000;
    private readonly Dictionary<long, List<PlannedSeries>> _hours = [];
    private readonly long _endHour;

    public PlannedSource(IEnumerable<PlannedSeries> all, DateTimeOffset end)
    {
        _endHour = end.ToUnixTimeMilliseconds() / HourMs;
        foreach (var series in all)
        {
            var last = Math.Min(series.UntilMs / HourMs, _endHour);
            for (var hour = series.FromMs / HourMs; hour <= last; hour++)
            {
                if (!_hours.TryGetValue(hour, out var list)) _hours[hour] = list = [];
                list.Add(series);
            }
        }
    }

    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
    {
        var found = new Found();
        var names = new Dictionary<string, bool>(StringComparer.Ordinal);
        var first = selection.MinTimeMs / HourMs;
        for (var hour = first; hour <= Math.Min(selection.MaxTimeMs / HourMs, _endHour); hour++)
        {
            foreach (var series in _hours.GetValueOrDefault(hour) ?? [])
            {
                // Each is taken in the first hour that it shares with the selection.
                if (Math.Max(series.FromMs / HourMs, first) != hour) continue;
                if (!names.TryGetValue(series.Name, out var isWanted))
                {
                    isWanted = selection.Matchers.Where(m => m.Name == LabelNames.MetricName)
                        .All(m => m.Matches(series.Name));
                    names[series.Name] = isWanted;
                }

                if (isWanted && selection.Matchers.All(
                    m => m.Name == LabelNames.MetricName || m.Matches(series.Labels))) found.Add(series);
            }
        }

        if (selection.Matchers.Any(m => m.Operator == MatchOperator.Equal))
            found.Sort((a, b) => a.Labels.CompareTo(b.Labels));
        return found;
    }

    private sealed class Found : List<ISeries>, ISeriesSet
    {
        public IReadOnlyList<string> Warnings => [];

        public void Dispose()
        {
        }
    }
}
