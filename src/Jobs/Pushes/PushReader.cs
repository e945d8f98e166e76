using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Reads from pushed metrics how a run went, by the job's rule or by what metrics are called.
/// </summary>
internal static class PushReader
{
    /// <param name="job">The job as it stands; null where it is not known yet.</param>
    /// <returns>Null where the push is no sign of a run.</returns>
    public static PushVerdict? Read(JobState? job, IReadOnlyList<MetricFamily> families)
    {
        var rule = job?.Model.Push ?? PushRule.Default;
        if (rule.IsOff) return null;
        var verdict = ByRule(rule, job, families) ?? ByNames(rule, job, families);
        if (verdict is null || rule.Duration.Length == 0) return verdict;
        return verdict with { Duration = PushNames.Duration(families, rule.Duration) };
    }

    private static PushVerdict? ByRule(
        PushRule rule, JobState? job, IReadOnlyList<MetricFamily> families)
    {
        if (rule.FailedIf?.Holds(families) == true) return new PushVerdict(false);
        if (rule.SucceededIf is { } condition) return new PushVerdict(condition.Holds(families));
        if (rule.LastSuccess.Length > 0)
        {
            var value = ValueOf(families, rule.LastSuccess);
            return new PushVerdict(value is { } time && time != job?.SuccessTime)
            {
                LastSuccess = (rule.LastSuccess, value ?? job?.SuccessTime ?? 0),
            };
        }

        if (rule.ExitCode.Length > 0 && ValueOf(families, rule.ExitCode) is { } code) return OfCode(code);
        return rule.FailedIf is not null ? new PushVerdict(true) : null;
    }

    private static PushVerdict? ByNames(
        PushRule rule, JobState? job, IReadOnlyList<MetricFamily> families)
    {
        // A rule that found nothing: the push says nothing of a run.
        if (rule.ExitCode.Length > 0) return null;
        var verdict = Outcome(job, families, out var prefix);
        if (verdict is null)
        {
            // Whoever declared the job without a rule counts every push as a run that went well.
            return job is { Model.Origin: not JobOrigin.Heard, LastRun: null or { Source: PushSigns.Source } }
                ? new PushVerdict(true)
                : null;
        }

        if (ValueOf(families, PushNames.RunStart) is { } start && start > 0 && start < 1e11)
        {
            var startedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)(start * 1000));
            return verdict with { StartedAt = startedAt };
        }

        return verdict with { Duration = PushNames.Duration(families, prefix + "duration_seconds") };
    }

    private static PushVerdict? Outcome(
        JobState? job, IReadOnlyList<MetricFamily> families, out string prefix)
    {
        if (PushNames.ExitCode(families, out prefix) is { } code) return OfCode(code);
        if (PushNames.Success(families, out prefix) is { } success) return new PushVerdict(success);
        if (ValueOf(families, PushNames.RunStart) is not null) return new PushVerdict(null);
        if (PushNames.LastSuccess(families, out prefix) is { } last)
        {
            var isNews = last.Name != job?.SuccessMetric || last.Value != job.SuccessTime;
            return isNews ? new PushVerdict(true) { LastSuccess = last } : null;
        }

        // The way of the Pushgateway's own clients: the duration is pushed whatever happens, the time of the
        // success only where there was one.
        if (job?.SuccessMetric is not { Length: > 0 } known) return null;
        prefix = PushNames.PrefixOf(known);
        var duration = prefix + "duration_seconds";
        return families.Any(f => f.Name == duration) ? new PushVerdict(false) : null;
    }

    private static PushVerdict OfCode(double code) => new(code == 0)
    {
        ExitCode = code is >= int.MinValue and <= int.MaxValue ? (int)code : null,
    };

    private static double? ValueOf(IReadOnlyList<MetricFamily> families, string name) =>
        families.FirstOrDefault(f => f.Name == name) is { } family
        && PushNames.Values(family) is [_, ..] values ? values.MaxBy(Math.Abs) : null;
}
