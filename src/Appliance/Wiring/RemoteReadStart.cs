using Hotaru.Appliance.Configuration;
using Hotaru.Remote;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Wiring;

/// <summary>Tells queries of the servers they may ask, at the start and at every reload.</summary>
internal sealed class RemoteReadStart(RemoteReadSource source, ApplianceModel model, TimeProvider time)
    : IHostedService, IReloadable
{
    public Task StartAsync(CancellationToken cancellationToken) => ApplyAsync(model, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        source.Apply([.. model.Prometheus.RemoteRead.Select(target => Target(target))]);
        return Task.CompletedTask;
    }

    private RemoteReadTarget Target(RemoteReadTargetModel model) => new()
    {
        Name = model.Name,
        Fingerprint = model.Fingerprint,
        Url = model.Url,
        CreateClient = () => HttpClientBuilder.Build(model.Http, time, compression: false),
        Timeout = model.Timeout,
        ReadRecent = model.ReadRecent,
        RequiredMatchers = model.RequiredMatchers,
        FilterExternalLabels = model.FilterExternalLabels,
    };
}
