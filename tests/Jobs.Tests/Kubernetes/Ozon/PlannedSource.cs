using Hotaru.Model;

namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>All series of a plan, found by their names and the hours in which they have samples.</summary>
internal sealed class PlannedSource : ISeriesSource
{
    private const long HourMs = 3_600_000;
    private readonly Dictionary<string, Dictionary<long, List<PlannedSeries>>> _byName =
        new(StringComparer.Ordinal);
    private readonly long _endHour;

    public PlannedSource(IEnumerable<PlannedSeries> all, DateTimeOffset end)
    {
        _endHour = end.ToUnixTimeMilliseconds() / HourMs;
        foreach (var series in all)
        {
            if (!_byName.TryGetValue(series.Name, out var hours)) _byName[series.Name] = hours = [];
            var last = Math.Min(series.UntilMs / HourMs, _endHour);
            for (var hour = series.FromMs / HourMs; hour <= last; hour++)
            {
                if (!hours.TryGetValue(hour, out var list)) hours[hour] = list = [];
                list.Add(series);
            }
        }
    }

    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
    {
        var names = selection.Matchers.Where(m => m.Name == LabelNames.MetricName).ToList();
        var others = selection.Matchers.Where(m => m.Name != LabelNames.MetricName).ToList();
        var found = new Found();
        foreach (var (name, hours) in _byName)
        {
            if (names.TrueForAll(m => m.Matches(name))) Find(hours, others, selection, found);
        }

        if (selection.Matchers.Any(m => m.Operator == MatchOperator.Equal))
            found.Sort((a, b) => a.Labels.CompareTo(b.Labels));
        return found;
    }

    private void Find(
        Dictionary<long, List<PlannedSeries>> hours, List<Matcher> matchers, SeriesSelection selection,
        Found found)
    {
        var first = selection.MinTimeMs / HourMs;
        for (var hour = first; hour <= Math.Min(selection.MaxTimeMs / HourMs, _endHour); hour++)
        {
            // Each is taken in the first hour that it shares with the selection.
            foreach (var series in hours.GetValueOrDefault(hour) ?? [])
            {
                if (Math.Max(series.FromMs / HourMs, first) == hour
                    && matchers.TrueForAll(m => m.Matches(series.Labels))) found.Add(series);
            }
        }
    }

    private sealed class Found : List<ISeries>, ISeriesSet
    {
        public IReadOnlyList<string> Warnings => [];

        public void Dispose()
        {
        }
    }
}
