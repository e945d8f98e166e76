using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Remote;
using Hotaru.Rules;
using Hotaru.Scraper;

namespace Hotaru.Web.Prometheus;

/// <summary>What the Prometheus surface's endpoints are made of; the wiring fills it in.</summary>
public sealed record PrometheusSurface
{
    public required PromqlEngine Engine { get; init; }

    public required ISeriesSource Source { get; init; }

    public required ISeriesCatalog Catalog { get; init; }

    public required ScrapeService Scraper { get; init; }

    /// <summary>The rules as they stand; an engine's <see cref="RuleEngine.Groups"/>.</summary>
    public Func<IReadOnlyList<RuleGroupStatus>> Rules { get; init; } = static () => [];

    public required RemoteWriteReceiver RemoteWrite { get; init; }

    public required OtlpReceiver Otlp { get; init; }

    public required RemoteReader RemoteRead { get; init; }

    public required PrometheusStatus Status { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The admin endpoints; null where they are switched off.</summary>
    public IStorageAdmin? Admin { get; init; }

    /// <summary>What /metrics shows; each is asked anew for every page.</summary>
    public Func<IEnumerable<MetricFamily>> OwnMetrics { get; init; } = static () => [];
}
