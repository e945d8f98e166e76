using System.Globalization;
using Hotaru.Jobs;
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
        var found = jobs.Where(Fits).ToList();
        total = found.Count;
        IEnumerable<JobState> sorted = TroubleFirst
            ? found.OrderByDescending(job => job.Standing >= JobStanding.Unknown) : found;
        return [.. sorted.Skip(Offset).Take(Limit)];
    }

    private bool Fits(JobState job) =>
        (States.Count == 0 || States.Contains(job.Word))
        && Words.All(word => Has(job.Word, word) || Has(job.Model.Owner, word)
            || job.Labels.Any(label => Has(label.Value, word)));

    private static bool Has(string text, string word) =>
        text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;
}
