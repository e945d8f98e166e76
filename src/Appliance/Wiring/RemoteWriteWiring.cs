using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Remote;
using Hotaru.Scraper;
using Hotaru.Storage;

namespace Hotaru.Appliance.Wiring;

/// <summary>remote_write: everything that enters storage is handed on from here.</summary>
internal static class RemoteWriteWiring
{
    /// <summary>To be called behind storage: every room's sink is the forwarding one from then on.</summary>
    public static void AddRemoteWrite(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ForwardingSink(provider.GetRequiredService<TimeSeriesStore>()));
        services.AddSingleton<ISampleSink>(provider => provider.GetRequiredService<ForwardingSink>());
        services.AddSingleton(provider => new RemoteWriteService(
            provider.GetRequiredService<ForwardingSink>(), provider.GetRequiredService<IStore>(),
            () => provider.GetRequiredService<ISeriesCatalog>().Metadata,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RemoteWriteService>>()));
        services.AddSingleton<RemoteWriteStart>();
        services.AddSingleton<IReloadable>(provider => provider.GetRequiredService<RemoteWriteStart>());
        services.AddHostedService(provider => provider.GetRequiredService<RemoteWriteStart>());
    }

    /// <summary>The targets of a configuration, with relabeling and external labels bound in.</summary>
    public static IReadOnlyList<RemoteWriteTarget> Targets(PrometheusModel model, TimeProvider time) =>
        [.. model.RemoteWrite.Select(target => Target(target, model.Global.ExternalLabels, time))];

    private static RemoteWriteTarget Target(
        RemoteWriteTargetModel model, Labels external, TimeProvider time) => new()
        {
            Name = model.Name,
            Fingerprint = $"{external} {model.Fingerprint}",
            Url = model.Url,
            CreateClient = () => HttpClientBuilder.Build(model.Http, time, compression: false),
            Prepare = labels => Prepare(labels, external, model.Relabeling),
            Timeout = model.Timeout,
            SendExemplars = model.SendExemplars,
            SendNativeHistograms = model.SendNativeHistograms,
            MaxSamplesPerSend = model.MaxSamplesPerSend,
            BatchSendDeadline = model.BatchSendDeadline,
            MinBackoff = model.MinBackoff,
            MaxBackoff = model.MaxBackoff,
            RetryOnHttp429 = model.RetryOnHttp429,
            IsVersion2 = model.Version2,
            SampleAgeLimit = model.SampleAgeLimit,
            SendMetadata = model.SendMetadata,
            MetadataInterval = model.MetadataInterval,
            MaxMetadataPerSend = model.MaxMetadataPerSend,
        };

    private static Labels? Prepare(Labels labels, Labels external, IReadOnlyList<RelabelRule> rules)
    {
        if (external.Count == 0 && rules.Count == 0) return labels;
        var builder = new LabelsBuilder(labels);
        foreach (var label in external)
        {
            if (!builder.Has(label.Name)) builder.Set(label.Name, label.Value);
        }

        return Relabeler.Apply(builder, rules) ? builder.Build() : null;
    }
}
