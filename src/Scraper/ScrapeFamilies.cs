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
            ByConfig(pools, "prometheus_sd_discovered_targets", "Targets that were found, dropped ones too.",
                pool => pool.Set.Targets.Count + pool.Set.DroppedCount),
            ByConfig(pools, "prometheus_sd_last_update_timestamp_seconds",
                "When the targets of the job were brought up to date last.", pool => pool.SyncedMs / 1000.0),
            Gauge(pools, "prometheus_target_sync_failed_total",
                "Targets that were left out because they cannot be scraped.", "scrape_job",
                pool => pool.FailedTargets, MetricType.Counter),
            Gauge(pools, "prometheus_target_metadata_cache_entries",
                "Families of which type, help or unit are known.", "scrape_job",
                pool => pool.Active.Sum(target => (double)target.KnownFamilies.Count)),
            Gauge(pools, "prometheus_target_metadata_cache_bytes",
                "Bytes of the names, help texts and units that are known.", "scrape_job",
                pool => pool.Active.Sum(target => (double)target.KnownFamilies.Size)),
            Gauge(pools, "prometheus_target_scrape_pool_sync_total",
                "How often the targets of the job were found anew.",
                "scrape_job", pool => pool.Syncs.Count, MetricType.Counter),
            new MetricFamily(
                "prometheus_target_sync_length_seconds", MetricType.Summary,
                "How long it took to bring the loops of the job to the targets that were found.", "",
                [.. pools.Select(pool => pool.Syncs.ToSummary(Labels.Of("scrape_job", pool.Job.JobName)))]),
        ];
        if (pools.Any(pool => pool.Refreshing.Count > 0))
            families.AddRange([Failures(pools), Durations(pools)]);
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

    private static MetricFamily Durations(IReadOnlyList<ScrapePool> pools) => new(
        "prometheus_sd_refresh_duration_seconds", MetricType.Summary,
        "How long it took to ask for targets.", "",
        [
            .. from pool in pools
               from kind in pool.Refreshes
               select kind.Value.ToSummary(Labels.Of("config", pool.Job.JobName, "mechanism", kind.Key)),
        ]);

    private static MetricFamily ByConfig(
        IReadOnlyList<ScrapePool> pools, string name, string help, Func<ScrapePool, double> value) => new(
        name, MetricType.Gauge, help, "",
        [.. pools.Select(pool => new ValueMetric(
            Labels.Of("config", pool.Job.JobName, "name", DiscoveryTotals.Name), value(pool)))]);

    private static MetricFamily Gauge(
        IReadOnlyList<ScrapePool> pools, string name, string help, string label,
        Func<ScrapePool, double> value, MetricType type = MetricType.Gauge) => new(
        name, type, help, "",
        [.. pools.Select(pool => new ValueMetric(Labels.Of(label, pool.Job.JobName), value(pool)))]);
}
