using System.Collections.Concurrent;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// What the discovery for all jobs together has done, under Prometheus's names. It outlives reloads, so
/// that what it counts only grows. Any thread.
/// </summary>
internal sealed class DiscoveryTotals
{
    /// <summary>Tells discovery for scraping from discovery of Alertmanagers.</summary>
    public const string Name = "scrape";

    private readonly ConcurrentDictionary<string, RefreshBuckets> _refreshes = new(StringComparer.Ordinal);
    private readonly RecentValues _scans = new(ScrapeSummaries.RefreshQuantiles);
    private long _received;
    private long _delayed;
    private long _sent;
    private long _lookups;
    private long _lookupsFailed;
    private long _httpFailed;
    private long _readsFailed;
    private long _failedConfigs;

    /// <summary>How many discovery configurations of the file could not be started.</summary>
    public int FailedConfigs
    {
        set => Interlocked.Exchange(ref _failedConfigs, value);
    }

    /// <summary>A discoverer told what it found.</summary>
    public void Received() => Interlocked.Increment(ref _received);

    /// <summary>What was found had to wait for what was found before.</summary>
    public void Delayed() => Interlocked.Increment(ref _delayed);

    /// <summary>A job was brought to what was found.</summary>
    public void Sent() => Interlocked.Increment(ref _sent);

    public void LookedUp() => Interlocked.Increment(ref _lookups);

    public void Scanned(double seconds) => _scans.Add(seconds);

    public void ReadFailed() => Interlocked.Increment(ref _readsFailed);

    public void Refreshed(string mechanism, double seconds) =>
        _refreshes.GetOrAdd(mechanism, static _ => new RefreshBuckets()).Add(seconds);

    public void RefreshFailed(string mechanism)
    {
        if (mechanism == "dns") Interlocked.Increment(ref _lookupsFailed);
        else if (mechanism == "http") Interlocked.Increment(ref _httpFailed);
    }

    public IEnumerable<MetricFamily> Families()
    {
        var name = Labels.Of("name", Name);
        yield return One("prometheus_sd_failed_configs", MetricType.Gauge,
            "Discovery configurations that could not be started.", name, ref _failedConfigs);
        yield return One("prometheus_sd_received_updates_total", MetricType.Counter,
            "How often discovery told what it found.", name, ref _received);
        yield return One("prometheus_sd_updates_delayed_total", MetricType.Counter,
            "How often what was found had to wait for what was found before.", name, ref _delayed);
        yield return One("prometheus_sd_updates_total", MetricType.Counter,
            "How often targets that were found anew were taken over.", name, ref _sent);
        yield return One("prometheus_sd_dns_lookups_total", MetricType.Counter,
            "Names that the name servers were asked for.", Labels.Empty, ref _lookups);
        yield return One("prometheus_sd_dns_lookup_failures_total", MetricType.Counter,
            "Names that could not be asked for.", Labels.Empty, ref _lookupsFailed);
        yield return One("prometheus_sd_http_failures_total", MetricType.Counter,
            "Refreshes of http_sd_configs that failed.", Labels.Empty, ref _httpFailed);
        yield return One("prometheus_sd_file_read_errors_total", MetricType.Counter,
            "Files of file_sd_configs that could not be read.", Labels.Empty, ref _readsFailed);
        if (_scans.Count > 0)
        {
            yield return new MetricFamily(
                "prometheus_sd_file_scan_duration_seconds", MetricType.Summary,
                "How long it took to look at the files of a file_sd_config.", "",
                [_scans.ToSummary(Labels.Empty)]);
        }

        if (_refreshes.IsEmpty) yield break;
        yield return new MetricFamily(
            "prometheus_sd_refresh_duration_histogram_seconds", MetricType.Histogram,
            "How long it took to ask for targets.", "",
            [.. _refreshes.Select(r => r.Value.ToHistogram(Labels.Of("mechanism", r.Key)))]);
    }

    private static MetricFamily One(
        string name, MetricType type, string help, Labels labels, ref long value) =>
        new(name, type, help, "", [new ValueMetric(labels, Interlocked.Read(ref value))]);
}
