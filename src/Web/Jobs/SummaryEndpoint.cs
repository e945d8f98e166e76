using System.Globalization;
using Hotaru.Jobs;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>
/// <c>GET /api/hotaru/v1/summary?month=2026-11</c>: for each job its runs, failures, availability and how
/// long incidents were open in a month of UTC; <c>format=csv</c> for a file, <c>q</c>, <c>limit</c> and
/// <c>offset</c> for some of them.
/// </summary>
internal sealed class SummaryEndpoint(JobBoard board, TimeProvider time)
{
    public Task ShowAsync(HttpContext context)
    {
        var given = context.Request.Query["month"].ToString();
        var month = MonthTotals.MonthOf(time.GetUtcNow());
        if (given.Length > 0)
        {
            if (!DateTime.TryParseExact(given, "yyyy-MM", CultureInfo.InvariantCulture, default, out var at))
                return HotaruJson.ErrorAsync(context, 400, $"\"{given}\" is not a month; write 2026-11");
            month = (at.Year * 100) + at.Month;
        }

        var name = $"{month / 100}-{month % 100:D2}";
        var asked = JobListQuery.Of(context.Request.Query);
        var reports = asked.Select(board.Month(month), out var total);
        return context.Request.Query["format"] == "csv"
            ? CsvAsync(context, name, reports)
            : HotaruJson.WriteAsync(context, json =>
            {
                json.WriteStartObject();
                json.WriteString("month", name);
                json.WriteStartArray("jobs");
                foreach (var report in reports) JobJsonWriter.Month(json, report);
                json.WriteEndArray();
                json.WriteNumber("total", total);
                json.WriteEndObject();
            });
    }

    private static Task CsvAsync(HttpContext context, string month, IReadOnlyList<MonthReport> reports)
    {
        var csv = new CsvText().Line(
            "month", "job", "labels", "runs", "failures", "availability", "incident_minutes",
            "mean_run_seconds");
        foreach (var report in reports)
        {
            csv.Line(
                month, report.Job["job"],
                string.Join(' ', report.Job.Where(l => l.Name != "job").Select(l => $"{l.Name}={l.Value}")),
                report.Runs, report.Failures, report.Availability, report.Incident.TotalMinutes,
                report.MeanRun.TotalSeconds);
        }

        return CsvAnswer.WriteAsync(context, $"jobs-{month}.csv", csv);
    }
}
