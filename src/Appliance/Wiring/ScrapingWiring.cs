using System.Globalization;
using Hotaru.Appliance.Configuration;
using Hotaru.Exposition;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Promql;
using Hotaru.Remote;
using Hotaru.Rules;
using Hotaru.Scraper;
using Hotaru.Storage;
using Hotaru.Web.Prometheus;

namespace Hotaru.Appliance.Wiring;

/// <summary>Scraping, remote write and the Prometheus API.</summary>
internal static class ScrapingWiring
{
    public static void AddScraping(this IServiceCollection services, ApplianceModel model)
    {
        services.AddSingleton(provider => new RemoteReadSource(
            provider.GetRequiredService<ISeriesSource>(),
            () => provider.GetRequiredService<TimeSeriesStore>().TimeRange?.MinTimeMs ?? long.MaxValue,
            () => provider.GetRequiredService<Reloader>().Current.Prometheus.Global.ExternalLabels,
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RemoteReadStart>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<RemoteReadStart>());
        services.AddHostedService(provider => provider.GetRequiredService<RemoteReadStart>());
        services.AddQueries(model);
        services.AddSingleton(provider => new ScrapeService(
            provider.GetRequiredService<ISampleSink>(),
            new ArrivalSinks([.. provider.GetServices<IArrivalSink>()]),
            TargetGroupSection.ReadFile, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ScrapeService>>(),
            url => OwnGateway.Is(url, model.Hotaru.Listen)));
        services.AddSingleton(provider => new RemoteWriteReceiver(
            provider.GetRequiredService<ISampleSink>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IProgressSource>(provider => provider.GetRequiredService<ScrapeService>());
        services.AddSingleton<ScrapeStart>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<ScrapeStart>());
        services.AddHostedService(provider => provider.GetRequiredService<ScrapeStart>());
        services.AddSingleton<StorageFamilies>();
        services.AddSingleton(Status);
        services.AddSingleton(provider => new PrometheusSurface
        {
            Engine = provider.GetRequiredService<PromqlEngine>(),
            Source = provider.GetRequiredService<ISeriesSource>(),
            Catalog = provider.GetRequiredService<ISeriesCatalog>(),
            Scraper = provider.GetRequiredService<ScrapeService>(),
            Rules = () => provider.GetRequiredService<RuleEngine>().Groups,
            RemoteWrite = provider.GetRequiredService<RemoteWriteReceiver>(),
            Otlp = new OtlpReceiver(
                provider.GetRequiredService<ISampleSink>(), () => Otlp(provider),
                provider.GetRequiredService<TimeProvider>()),
            RemoteRead = new RemoteReader(
                provider.GetRequiredService<ISeriesSource>(),
                provider.GetRequiredService<PrometheusStatus>().ExternalLabels),
            Status = provider.GetRequiredService<PrometheusStatus>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            OwnMetrics = () => provider.GetRequiredService<OwnMetrics>().Collect()
                .Concat(provider.GetRequiredService<RuleEngine>().Metrics)
                .Concat(provider.GetRequiredService<AlertForwarder>().Metrics)
                .Concat(provider.GetRequiredService<RemoteWriteService>().Metrics)
                .Concat(provider.GetRequiredService<ScrapeService>().Metrics)
                .Concat(provider.GetRequiredService<StorageFamilies>().Metrics),
            Admin = model.Hotaru.AdminApi ? provider.GetRequiredService<IStorageAdmin>() : null,
        });
    }

    private static OtlpModel Otlp(IServiceProvider provider)
    {
        var model = provider.GetRequiredService<Reloader>().Current;
        return model.Prometheus.Otlp with
        {
            Delta = model.Hotaru.OtlpDelta,
            MaxDeltaBytes = model.Hotaru.OtlpDeltaMemory,
        };
    }

    private static PrometheusStatus Status(IServiceProvider provider)
    {
        var reloader = provider.GetRequiredService<Reloader>();
        var hotaru = reloader.Current.Hotaru;
        return new PrometheusStatus
        {
            Started = provider.GetRequiredService<TimeProvider>().GetUtcNow(),
            Version = typeof(ScrapingWiring).Assembly.GetName().Version?.ToString(3) ?? "",
            WorkingDirectory = Environment.CurrentDirectory,
            ConfigText = () => reloader.Current.Prometheus.Text,
            Flags = () => Flags(reloader.Current.Hotaru),
            LastReload = () => (reloader.LastWasSuccessful, reloader.LastSuccessAt),
            Retention = PrometheusDuration.Format(hotaru.Storage.RetentionRaw),
            ExternalLabels = () => reloader.Current.Prometheus.Global.ExternalLabels,
            Alertmanagers = () => provider.GetRequiredService<ForwardingStart>().Urls,
            Reload = reloader.ReloadAsync,
            Quit = hotaru.LifecycleApi
                ? provider.GetRequiredService<IHostApplicationLifetime>().StopApplication
                : null,
            OtlpDelta = () => reloader.Current.Hotaru.OtlpDelta,
            Head = () => Head(provider.GetRequiredService<TimeSeriesStore>()),
        };
    }

    private static HeadFigures Head(TimeSeriesStore series)
    {
        var (min, max) = series.TimeRange ?? (0, 0);
        return new HeadFigures(series.SeriesCount, series.ChunkCount, min, max, series.DamagedBlobs);
    }

    /// <summary>The peer's flags that tools look at, with what is true here.</summary>
    private static SortedDictionary<string, string> Flags(HotaruModel hotaru)
    {
        var flags = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["config.file"] = hotaru.PrometheusFile ?? "",
            ["storage.remote.read-concurrent-limit"] = $"{RemoteReadLimits.AtOnce}",
            ["storage.remote.read-sample-limit"] = $"{RemoteReader.MaxSamples}",
            ["storage.tsdb.path"] = hotaru.DatabasePath,
            ["storage.tsdb.retention.size"] =
                hotaru.Storage.RetentionSize.ToString(CultureInfo.InvariantCulture) + "B",
            ["storage.tsdb.retention.time"] = PrometheusDuration.Format(hotaru.Storage.RetentionRaw),
            ["web.cors.origin"] = ".*",
            ["web.enable-admin-api"] = hotaru.AdminApi ? "true" : "false",
            ["web.enable-lifecycle"] = hotaru.LifecycleApi ? "true" : "false",
            ["web.enable-remote-write-receiver"] = "true",
            ["web.external-url"] = hotaru.ExternalUrl?.AbsoluteUri ?? "",
            ["web.route-prefix"] = "/",
        };
        foreach (var (name, value) in QueryWiring.Flags(hotaru.Query)) flags[name] = value;
        return flags;
    }
}
