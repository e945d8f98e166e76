using System.Text.RegularExpressions;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What metrics are called by which batch jobs commonly tell how they went.</summary>
internal static partial class PushNames
{
    /// <summary>A client of ours pushes while it runs and at its end; only then with the outcome.</summary>
    public const string RunStart = "hotaru_run_start_time_seconds";

    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(30);

    /// <summary>The exit code: the worst of them where there are several.</summary>
    public static double? ExitCode(IReadOnlyList<MetricFamily> families, out string prefix) =>
        Find(families, ExitCodeName(), out prefix) is { } values ? values.MaxBy(Math.Abs) : null;

    /// <summary>1 or 0; several are a success where all are.</summary>
    public static bool? Success(IReadOnlyList<MetricFamily> families, out string prefix) =>
        Find(families, SuccessName(), out prefix) is { } values && values.All(v => v is 0 or 1)
            ? values.All(v => v == 1) : null;

    /// <summary>The name and the value of a time of the last success.</summary>
    public static (string Name, double Value)? LastSuccess(
        IReadOnlyList<MetricFamily> families, out string prefix)
    {
        prefix = "";
        foreach (var family in families)
        {
            if (LastSuccessName().Match(family.Name) is not { Success: true } found) continue;
            if (Values(family) is not [_, ..] values) continue;
            prefix = family.Name[..found.Index];
            return (family.Name, values.Max());
        }

        return null;
    }

    /// <summary>What stands before "last_success" in the name of such a metric.</summary>
    public static string PrefixOf(string lastSuccess) =>
        LastSuccessName().Match(lastSuccess) is { Success: true } found ? lastSuccess[..found.Index] : "";

    /// <summary>How long the run took, where a metric of that prefix tells.</summary>
    public static TimeSpan? Duration(IReadOnlyList<MetricFamily> families, string name)
    {
        if (families.FirstOrDefault(f => f.Name == name) is not { } family) return null;
        var seconds = family.Metrics[0] switch
        {
            ValueMetric metric => metric.Value,
            SummaryMetric summary => summary.Sum,
            _ => double.NaN,
        };
        return seconds >= 0 && seconds < LongestRun.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    public static List<double> Values(MetricFamily family) =>
        [.. family.Metrics.OfType<ValueMetric>().Select(m => m.Value).Where(double.IsFinite)];

    private static List<double>? Find(
        IReadOnlyList<MetricFamily> families, Regex name, out string prefix)
    {
        prefix = "";
        foreach (var family in families)
        {
            if (name.Match(family.Name) is not { Success: true } found) continue;
            if (Values(family) is not [_, ..] values) continue;
            prefix = family.Name[..found.Index];
            return values;
        }

        return null;
    }

    [GeneratedRegex("(?<=^|_)(exit_code|exitcode|exit_status|return_code)$")]
    private static partial Regex ExitCodeName();

    [GeneratedRegex("(?<!last_)(?<=^|_)(success|succeeded)$")]
    private static partial Regex SuccessName();

    [GeneratedRegex("(?<=^|_)last_success(ful)?(_run)?(_time|_timestamp|_unixtime)?(_seconds)?$")]
    private static partial Regex LastSuccessName();
}
