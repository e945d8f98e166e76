using System.Globalization;
using System.Net;
using System.Text;
using Hotaru.Jobs;

namespace Hotaru.Web;

/// <summary>
/// The public page: plain HTML without scripts, so that it can be cached and shown anywhere.
/// </summary>
internal static class StatusPage
{
    /// <summary>Jobs on the page; what it says of all of them counts the others too.</summary>
    private const int Most = 500;

    private const string Style = """
        :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
        body{max-width:56rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem}.all{padding:.8rem 1rem;border-radius:.5rem;color:#fff;font-weight:600}
        ul{list-style:none;padding:0}
        li{display:grid;grid-template-columns:minmax(0,1fr) 4.5rem 10.5rem 16.5rem;
        gap:.3rem 1rem;align-items:center;padding:.7rem 0;border-bottom:1px solid #8884}li.soft{display:block}
        b{overflow-wrap:anywhere}.word{font-weight:600;color:var(--c)}rect{fill:var(--c)}svg{display:block}
        .soft{opacity:.75;font-size:.875rem}.ok{--c:light-dark(#2e7d32,#81c784)}
        .idle{--c:light-dark(#6b7280,#a3abb8)}.unknown{--c:light-dark(#8a6d00,#e0b84a)}
        .bad{--c:light-dark(#b3261e,#f28b82)}
        @media(max-width:48rem){li{grid-template-columns:minmax(0,1fr) auto}
        li>:nth-child(n+3){grid-column:1/-1}}
        """;

    public static string Render(StatusPageModel model, IReadOnlyList<JobState> jobs, DateTimeOffset now)
    {
        var bad = jobs.Where(job => job.Standing >= JobStanding.Late).ToList();
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
            .Append("<meta http-equiv=\"refresh\" content=\"60\"><title>").Append(Text(model.Title))
            .Append("</title><style>").Append(Style).Append("</style></head><body><main><h1>")
            .Append(Text(model.Title)).Append("</h1><p class=\"all\" style=\"background:")
            .Append(PublicJobs.Colour(bad.Count > 0 ? JobStanding.Failed : JobStanding.Succeeded))
            .Append("\">").Append(Headline(bad.Count)).Append("</p><ul>");
        foreach (var job in jobs.OrderByDescending(job => job.Standing >= JobStanding.Late).Take(Most))
            Line(page, job);
        if (jobs.Count > Most)
            page.Append($"<li class=\"soft\">The first {Most} of {jobs.Count} jobs are shown.</li>");
        if (jobs.Count == 0) page.Append("<li class=\"soft\">No job is shown here.</li>");
        return page.Append("</ul><p class=\"soft\">As of ").Append(Moment(now))
            .Append(". Squares are the last runs, the newest on the right.</p></main></body></html>")
            .ToString();
    }

    private static string Headline(int bad) => bad switch
    {
        0 => "All is well",
        1 => "One job needs attention",
        _ => $"{bad} jobs need attention",
    };

    private static void Line(StringBuilder page, JobState job)
    {
        page.Append("<li><b>").Append(Text(job.Model.Name)).Append("</b><span class=\"word ")
            .Append(PublicJobs.Tone(job.Standing)).Append("\">").Append(PublicJobs.Word(job.Standing))
            .Append("</span>");
        if (job.Recent.Count > 0) Strip(page, job.Recent);
        else page.Append("<span></span>");
        page.Append("<span class=\"soft\">");
        if (job.Incident is { } incident) page.Append("since ").Append(Moment(incident.OpenedAt));
        else if (job.LastSuccessAt is { } at) page.Append("last success ").Append(Moment(at));
        page.Append("</span></li>");
    }

    private static void Strip(StringBuilder page, RecentRuns runs)
    {
        var failed = runs.Count(run => run.Outcome == RunOutcome.Failed);
        page.Append(CultureInfo.InvariantCulture,
            $"<svg width=\"{runs.Count * 7}\" height=\"16\" role=\"img\" aria-label=\"")
            .Append(CultureInfo.InvariantCulture, $"{failed} of the last {runs.Count} runs failed\">");
        for (var i = 0; i < runs.Count; i++)
        {
            var tone = runs[i].Outcome switch
            {
                RunOutcome.Succeeded => "ok",
                RunOutcome.Failed => "bad",
                _ => "unknown",
            };
            page.Append(CultureInfo.InvariantCulture,
                $"<rect class=\"{tone}\" x=\"{i * 7}\" width=\"5\" height=\"16\" rx=\"1\"/>");
        }

        page.Append("</svg>");
    }

    private static string Moment(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
