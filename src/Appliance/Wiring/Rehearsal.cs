using System.Net;
using System.Text;
using Hotaru.Appliance.Configuration;
using Hotaru.Notifier;
using Hotaru.Web;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Walks the way from a push to a webhook once after the start, without leaving anything behind, so that the
/// first real push is answered by compiled code. Whatever goes wrong here will be told by the real thing.
/// </summary>
internal sealed class Rehearsal(
    ApplianceModel model, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    /// <summary>Something that parses and a path that no group has: it is refused before it changes
    /// anything.</summary>
    private const string Push = "# TYPE rehearsal gauge\nrehearsal 1\n";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            if (Stage() is not { } stage) return;
            await NotifierRehearsal.RunAsync(stage.At, time, stoppingToken);
            if (stage.Pushes is { } pushes) await PushAsync(pushes, stoppingToken);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
        }
    }

    private static async Task PushAsync(Uri pushes, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        using var body = new StringContent(Push, Encoding.UTF8);
        using var answer = await client.PutAsync(pushes, body, cancellation);
    }

    private (Uri At, Uri? Pushes)? Stage()
    {
        var listen = model.Hotaru.Listen.Addresses;
        if (listen.Count == 0) return null;
        var at = new Uri(Address(listen.Values.First()) + "-/ready");
        var pushes = listen.TryGetValue(Surface.Pushgateway, out var own) ? Address(own)
            : listen.TryGetValue(Surface.Prometheus, out var first) ? Address(first) + "pushgateway/" : null;
        return (at, pushes is null ? null : new Uri(pushes + "metrics/job/"));
    }

    private static string Address(IPEndPoint listener)
    {
        var host = listener.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : listener.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listener.Address;
        return $"http://{new IPEndPoint(host, listener.Port)}/";
    }
}
