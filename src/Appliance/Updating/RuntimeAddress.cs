using System.Net;
using Hotaru.Appliance.Configuration;
using Hotaru.Updates;
using Hotaru.Web;

namespace Hotaru.Appliance.Updating;

/// <summary>
/// Leaves in the runtime directory of the unit where this process answers, for the updater. Nothing where no
/// unit made one.
/// </summary>
internal sealed class RuntimeAddress(ListenModel listen, string? directory) : IHostedService
{
    public static string? DirectoryOfEnvironment => Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(directory)) return;
        var file = Path.Combine(directory, Path.GetFileName(HttpReadinessProbe.DefaultAddressFile));
        await File.WriteAllTextAsync(file, Address() + "\n", cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Address()
    {
        if (!listen.Addresses.TryGetValue(Surface.Prometheus, out var address))
            return HttpReadinessProbe.NoAddress;
        var host = address.Address.Equals(IPAddress.IPv6Any) || address.Address.Equals(IPAddress.Any)
            ? IPAddress.Loopback
            : address.Address;
        return $"http://{new IPEndPoint(host, address.Port)}/";
    }
}
