using System.Net;
using System.Text;
using Hotaru.Appliance.Configuration;
using Hotaru.Notifier;
using Hotaru.Web;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Asks once after the start what the first page asks, and walks the way from a push to a webhook, without
/// leaving anything behind, so that the first person and the first real push are answered by compiled code.
/// Whatever goes wrong here will be told by the real thing.
/// </summary>
internal sealed class Rehearsal(
    ApplianceModel model, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    /// <summary>Something that parses and a path that no group has: it is refused before it changes
    /// anything.</summary>
    private const string Push = "# TYPE rehearsal gauge\nrehearsal 1\n";

    /// <summary>What the pages ask first.</summary>
    private static readonly string[] Questions =
    [
        "jobs?state=&q=&limit=100&recent=24&sort=trouble", "incidents?state=unclosed&limit=500", "indicator",
        "health", "summary?limit=100",
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var listening = lifetime.ApplicationStarted.Register(started.SetResult);
        try
        {
            await started.Task.WaitAsync(stoppingToken);
            if (Stage() is not { } stage) return;
            if (stage.Pages is { } pages) await AskAsync(pages, stoppingToken);
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

    private static async Task AskAsync(Uri pages, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        foreach (var question in Questions)
        {
            using var answer = await client.GetAsync(new Uri(pages, question), cancellation);
        }
    }

    private (Uri At, Uri? Pushes, Uri? Pages)? Stage()
    {
        var listen = model.Hotaru.Listen.Addresses;
        if (listen.Count == 0) return null;
        var at = new Uri(Address(listen.Values.First()) + "-/ready");
        var pushes = listen.TryGetValue(Surface.Pushgateway, out var own) ? Address(own)
            : listen.TryGetValue(Surface.Prometheus, out var first) ? Address(first) + "pushgateway/" : null;
        var pages = listen.TryGetValue(Surface.Prometheus, out var prometheus)
            ? new Uri(Address(prometheus) + "api/hotaru/v1/")
            : null;
        return (at, pushes is null ? null : new Uri(pushes + "metrics/job/"), pages);
    }

    private static string Address(IPEndPoint listener)
    {
        var host = listener.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : listener.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listener.Address;
        return $"http://{new IPEndPoint(host, listener.Port)}/";
    }
}
