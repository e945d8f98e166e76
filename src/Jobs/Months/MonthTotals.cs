using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What a job did in one month of UTC.</summary>
/// <param name="Month">Year times 100 and the month: 202611.</param>
public sealed record MonthTotals(
    int Month, [property: JsonConverter(typeof(LabelsJson))] Labels Job)
{
    /// <summary>Runs that ended in it.</summary>
    public int Runs { get; init; }

    public int Failures { get; init; }

    /// <summary>How long those runs took that told their length, together.</summary>
    public double RunSeconds { get; init; }

    /// <summary>How long incidents that are closed were open in it.</summary>
    public double IncidentSeconds { get; init; }

    public static int MonthOf(DateTimeOffset at) => at.UtcDateTime.Year * 100 + at.UtcDateTime.Month;

    public static DateTimeOffset Begin(int month) =>
        new(month / 100, month % 100, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Next(int month) => MonthOf(Begin(month).AddMonths(1));

    internal MonthTotals With(JobRun run) => this with
    {
        Runs = Runs + 1,
        Failures = Failures + (run.Outcome == RunOutcome.Failed ? 1 : 0),
        RunSeconds = RunSeconds + Math.Max(0, run.Duration?.TotalSeconds ?? 0),
    };

    /// <summary>How much of a span lies in a month, in seconds.</summary>
    internal static double Overlap(int month, DateTimeOffset from, DateTimeOffset until)
    {
        var (begin, end) = (Begin(month), Begin(Next(month)));
        var overlap = (until < end ? until : end) - (from > begin ? from : begin);
        return Math.Max(0, overlap.TotalSeconds);
    }
}
