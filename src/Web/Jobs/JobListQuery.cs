using System.Globalization;
using Hotaru.Jobs;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>What a list of jobs is asked for.</summary>
/// <param name="States">Only jobs of these; empty: all.</param>
/// <param name="Words">Each must be somewhere in the labels, the owner or the state.</param>
/// <param name="TroubleFirst">Jobs in trouble stand before the others.</param>
/// <param name="Recent">How many of the last runs each job shows.</param>
internal sealed record JobListQuery(
    IReadOnlyCollection<string> States, IReadOnlyList<string> Words, bool TroubleFirst, int Offset, int Limit,
    int Recent)
{
    public static JobListQuery Of(IQueryCollection query) => new(
        query["state"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries),
        query["q"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries),
        query["sort"] == "trouble", Number(query["offset"], 0), Number(query["limit"], int.MaxValue),
        Math.Min(Number(query["recent"], 0), RecentRuns.Most));

    /// <param name="total">How many there are without limit and offset.</param>
    public IReadOnlyList<JobState> Select(IReadOnlyList<JobState> jobs, out int total)
    {
        var (first, others) = (new List<JobState>(), new List<JobState>());
        foreach (var job in jobs)
        {
            if (!Fits(job)) continue;
            (TroubleFirst && job.Standing >= JobStanding.Unknown ? first : others).Add(job);
        }

        total = first.Count + others.Count;
        return [.. first.Concat(others).Skip(Offset).Take(Limit)];
    }

    /// <summary>The same of a month; the words are looked for in the labels.</summary>
    public IReadOnlyList<MonthReport> Select(IReadOnlyList<MonthReport> months, out int total)
    {
        var found = Words.Count == 0 ? months
            : [.. months.Where(month => Words.All(word => Has(month.Job, word)))];
        total = found.Count;
        return Offset == 0 && Limit >= total ? found : [.. found.Skip(Offset).Take(Limit)];
    }

    private bool Fits(JobState job)
    {
        if (States.Count > 0 && !States.Contains(job.Word)) return false;
        foreach (var word in Words)
        {
            if (!Has(job.Word, word) && !Has(job.Model.Owner, word) && !Has(job.Labels, word)) return false;
        }

        return true;
    }

    private static bool Has(Labels labels, string word)
    {
        foreach (var label in labels.Span)
        {
            if (Has(label.Value, word)) return true;
        }

        return false;
    }

    private static bool Has(string text, string word) =>
        text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;
}
