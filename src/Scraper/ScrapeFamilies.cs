using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>What there is to scrape, under Prometheus's names.</summary>
internal static class ScrapeFamilies
{
    public static IEnumerable<MetricFamily> Of(IReadOnlyList<ScrapePool> pools)
    {
        if (pools.Count == 0) return [];
        List<MetricFamily> families =
        [
            Gauge(pools, "prometheus_target_scrape_pool_targets", "Targets of the job that are scraped.",
                "scrape_job", pool => pool.Active.Count),
            Gauge(pools, "prometheus_target_scrape_pool_target_limit", "target_limit of the job; 0: none.",
                "scrape_job", pool => pool.Job.Limits.Targets),
            Gauge(pools, "prometheus_sd_discovered_targets", "Targets that were found, dropped ones too.",
                "config", pool => pool.Set.Targets.Count + pool.Set.DroppedCount),
            Gauge(pools, "prometheus_target_scrape_pool_sync_total",
                "How often the targets of the job were found anew.",
                "scrape_job", pool => pool.Syncs.Count, MetricType.Counter),
            new MetricFamily(
                "prometheus_sd_updates_total", MetricType.Counter,
                "How often targets that were found anew were taken over.", "",
                [new ValueMetric(Labels.Of("name", "scrape"), pools.Sum(pool => (double)pool.Syncs.Count))]),
            new MetricFamily(
                "prometheus_target_sync_length_seconds", MetricType.Summary,
                "How long it took to bring the loops of the job to the targets that were found.", "",
                [.. pools.Select(pool => pool.Syncs.ToSummary(Labels.Of("scrape_job", pool.Job.JobName)))]),
        ];
        if (pools.Any(pool => pool.Refreshing.Count > 0)) families.Add(Failures(pools));
        return families;
    }

    /// <summary>One line for each job and kind; a job may ask several of a kind.</summary>
    private static MetricFamily Failures(IReadOnlyList<ScrapePool> pools) => new(
        "prometheus_sd_refresh_failures_total", MetricType.Counter, "How often asking for targets failed.",
        "",
        [
            .. from pool in pools
               from kind in pool.Refreshing.GroupBy(discoverer => discoverer.Kind)
               select new ValueMetric(
                   Labels.Of("config", pool.Job.JobName, "mechanism", kind.Key),
                   kind.Sum(discoverer => discoverer.Failures)),
        ]);

    private static MetricFamily Gauge(
        IReadOnlyList<ScrapePool> pools, string name, string help, string label,
        Func<ScrapePool, double> value, MetricType type = MetricType.Gauge) => new(
        name, type, help, "",
        [.. pools.Select(pool => new ValueMetric(Labels.Of(label, pool.Job.JobName), value(pool)))]);
}
