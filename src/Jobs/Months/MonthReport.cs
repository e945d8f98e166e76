using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What a job did in a month of UTC, as people are told.</summary>
/// <param name="Availability">The part of the time it was known in which no incident was open; 0 to
/// 1.</param>
/// <param name="Incident">How long incidents were open in the month, the one that is open now too.</param>
public sealed record MonthReport(
    Labels Job, int Month, int Runs, int Failures, double Availability, TimeSpan Incident,
    TimeSpan MeanRun)
{
    /// <param name="jobs">In the order of their labels.</param>
    internal static IReadOnlyList<MonthReport> Of(
        int month, IEnumerable<JobState> jobs, IEnumerable<MonthTotals> stored, DateTimeOffset now)
    {
        var rows = stored.ToDictionary(totals => totals.Job);
        var reports = new List<MonthReport>();
        foreach (var job in jobs)
        {
            rows.Remove(job.Labels, out var totals);
            if (job.Month?.Month == month) totals = job.Month;
            if (job.KnownSince >= MonthTotals.Begin(MonthTotals.Next(month)) && totals is null) continue;
            reports.Add(Of(totals ?? new MonthTotals(month, job.Labels), job, now));
        }

        if (rows.Count == 0) return reports;
        // Jobs that are gone by now.
        foreach (var totals in rows.Values) reports.Add(Of(totals, null, now));
        reports.Sort((a, b) => a.Job.CompareTo(b.Job));
        return reports;
    }

    private static MonthReport Of(MonthTotals totals, JobState? job, DateTimeOffset now)
    {
        var incident = totals.IncidentSeconds;
        if (job?.Incident is { } open) incident += MonthTotals.Overlap(totals.Month, open.OpenedAt, now);
        var known = MonthTotals.Overlap(totals.Month, job?.KnownSince ?? DateTimeOffset.MinValue, now);
        var availability = known > 0 ? Math.Clamp(1 - (incident / known), 0, 1) : incident > 0 ? 0 : 1;
        return new MonthReport(
            totals.Job, totals.Month, totals.Runs, totals.Failures, availability,
            TimeSpan.FromSeconds(incident),
            TimeSpan.FromSeconds(totals.Runs > 0 ? totals.RunSeconds / totals.Runs : 0));
    }
}
