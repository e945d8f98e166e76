using Hotaru.Jobs;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>What a list of incidents is asked for.</summary>
/// <param name="State">A state's word, or <c>unclosed</c> for all but closed; empty: all.</param>
/// <param name="From">Only those that were open at or after it.</param>
/// <param name="Until">Only those that opened before it.</param>
/// <param name="Before">Only those with smaller ids: the next page.</param>
internal sealed record IncidentQuery(
    string Job, string State, string Reason, DateTimeOffset? From, DateTimeOffset? Until, long Before,
    int Limit, bool WithEntries)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 50_000;

    public static IncidentQuery? Of(HttpContext context, out string problem)
    {
        var query = context.Request.Query;
        problem = "";
        foreach (var name in new[] { "from", "until" })
        {
            if (query[name].ToString() is { Length: > 0 } text && RequestNumbers.Time(text) is null)
                problem = $"{name} is not a time; write 2026-11-01T00:00:00Z or seconds since 1970";
        }

        return problem.Length > 0 ? null : new IncidentQuery(
            query["job"].ToString(), query["state"].ToString(), query["reason"].ToString(),
            RequestNumbers.Time(query["from"].ToString()), RequestNumbers.Time(query["until"].ToString()),
            long.TryParse(query["before"], out var before) ? before : long.MaxValue,
            RequestNumbers.Of(context, "limit", DefaultLimit, MaxLimit), query["entries"] == "1");
    }

    public IReadOnlyList<Incident> Select(IncidentDesk desk)
    {
        // What is open is in memory; only closed ones have to be looked for.
        var isOpenOnly = State.Length > 0 && !State.Equals("closed", StringComparison.OrdinalIgnoreCase);
        var all = isOpenOnly ? desk.Open.Where(i => i.Id < Before)
            : Job.Length > 0 ? desk.Of(Job, Before) : desk.All(Before);
        var found = all.Where(Fits).Take(Limit);
        return WithEntries ? [.. found.Select(i => desk.Find(i.Id) ?? i)] : [.. found];
    }

    private bool Fits(Incident incident) =>
        (Job.Length == 0 || incident.Name == Job)
        && (State.Length == 0 || State == "unclosed"
            || incident.State.ToString().Equals(State, StringComparison.OrdinalIgnoreCase))
        && (Reason.Length == 0 || JobJsonWriter.Word(incident.Reason) == Reason)
        && (Until is null || incident.OpenedAt < Until)
        && (From is null || incident.ClosedAt is null || incident.ClosedAt >= From);
}
