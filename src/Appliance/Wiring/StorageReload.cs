using Hotaru.Appliance.Configuration;
using Hotaru.Storage;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// What of storage may change while it runs: the out-of-order window, which prometheus.yml may set as with
/// the peer and hotaru.yml sets where it does not.
/// </summary>
internal sealed class StorageReload(TimeSeriesStore series) : IReloadable
{
    public static TimeSpan OutOfOrderWindow(ApplianceModel model) =>
        model.Prometheus.OutOfOrderWindow ?? model.Hotaru.Storage.OutOfOrderWindow;

    public Task ApplyAsync(ApplianceModel model, CancellationToken cancellation)
    {
        series.OutOfOrderWindow = OutOfOrderWindow(model);
        return Task.CompletedTask;
    }
}
