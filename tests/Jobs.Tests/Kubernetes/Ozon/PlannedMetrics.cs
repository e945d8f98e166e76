using Hotaru.Model;

namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>
/// The series that kube-state-metrics would have of a plan, as its documentation names them.
/// </summary>
internal static class PlannedMetrics
{
    public static IEnumerable<PlannedSeries> Of(PlannedCron cron)
    {
        PlannedSeries Series(string name, DateTimeOffset from, params (DateTimeOffset, double)[] steps) =>
            new(With("kube_cronjob_" + name, "cronjob", cron.Name), from, cron.DeletedAt, steps);

        yield return new PlannedSeries(
            With("kube_cronjob_info", "cronjob", cron.Name).With("schedule", cron.Schedule)
                .With("concurrency_policy", "Allow").With("timezone", "local"),
            cron.CreatedAt, cron.DeletedAt, (cron.CreatedAt, 1));
        yield return Series("created", cron.CreatedAt, (cron.CreatedAt, Seconds(cron.CreatedAt)));
        yield return Series(
            "spec_suspend", cron.CreatedAt,
            (cron.CreatedAt, 0), (cron.Suspended.From, 1), (cron.Suspended.Until, 0));
        if (cron.Runs.Count > 0)
        {
            yield return Series("status_last_schedule_time", cron.Runs[0].Start,
                [.. cron.Runs.Select(run => (run.Start, Seconds(run.Due)))]);
        }

        var good = cron.Runs.Where(run => run.Succeeds).Select(run => (run.End, Seconds(run.End))).ToArray();
        if (good.Length > 0) yield return Series("status_last_successful_time", good[0].End, good);
        foreach (var series in cron.Runs.SelectMany(run => Of(cron, run))) yield return series;
    }

    private static IEnumerable<PlannedSeries> Of(PlannedCron cron, PlannedRun run)
    {
        PlannedSeries Series(Labels labels, DateTimeOffset from, params (DateTimeOffset, double)[] steps) =>
            new(labels, from, run.DeletedAt, steps);
        Labels Named(string name) => With("kube_job_" + name, "job_name", run.Name);

        yield return Series(
            Named("owner").With("owner_kind", "CronJob").With("owner_name", cron.Name)
                .With("owner_is_controller", "true"),
            run.Start, (run.Start, 1));
        yield return Series(Named("info"), run.Start, (run.Start, 1));
        yield return Series(Named("created"), run.Start, (run.Start, Seconds(run.Start)));
        yield return Series(Named("status_start_time"), run.Start, (run.Start, Seconds(run.Start)));
        yield return Series(Named("status_active"), run.Start, (run.Start, 1), (run.End, 0));
        yield return Series(
            Named("status_failed"), run.Start,
            [(run.Start, 0), .. Enumerable.Range(1, run.Retries).Select(n =>
                (run.Start + ((run.End - run.Start) * n / (run.Retries + 1)), (double)n))]);
        if (run.Succeeds)
            yield return Series(Named("status_completion_time"), run.End, (run.End, Seconds(run.End)));
        var end = Named(run.Succeeds ? "complete" : "failed");
        foreach (var condition in (string[])["true", "false", "unknown"])
        {
            yield return Series(
                end.With("condition", condition), run.End, (run.End, condition == "true" ? 1 : 0));
        }
    }

    private static Labels With(string metric, string label, string name) => Labels.Of(
        LabelNames.MetricName, metric, "namespace", "shop", label, name, "job", "kube-state-metrics");

    private static double Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();
}
