using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// Sends the sign of life, but only while the whole chain from ingest to notification is well: a monitor that
/// can no longer alert must not look alive. One readable loop; stop it by the token.
/// </summary>
public sealed partial class Heartbeat(
    HeartbeatModel model, Func<CancellationToken, Task<IReadOnlyList<PartHealth>>> chain, HttpClient client,
    TimeProvider time,
    ILogger<Heartbeat> logger) : IHealthSource
{
    private readonly HealthMemory _health = new("heartbeat", isOutside: true);
    private string _trouble = "";

    /// <summary>Bad while the sign cannot be delivered; it does not gate itself.</summary>
    public PartHealth Health => _health.Now(_trouble, time.GetUtcNow());

    /// <summary>Why the last sign was kept back, or empty.</summary>
    public string KeptBack { get; private set; } = "";

    public DateTimeOffset? LastSent { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(model.Interval, time);
        do
        {
            await BeatAsync(cancellation).ConfigureAwait(false);
        }
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    internal async Task BeatAsync(CancellationToken cancellation)
    {
        var links = await chain(cancellation).ConfigureAwait(false);
        var bad = links.FirstOrDefault(
            part => !part.IsHealthy && part.Part != "heartbeat" && !model.MayBeBad.Contains(part.Part));
        var keptBack = bad is null ? "" : $"{bad.Part}: {bad.Reason}";
        if (keptBack.Length > 0 && KeptBack.Length == 0) LogKeptBack(logger, keptBack);
        KeptBack = keptBack;
        if (bad is not null) return;
        using var timeout = new CancellationTokenSource(model.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var response = await client.GetAsync(model.Url, either.Token).ConfigureAwait(false);
            _trouble = response.IsSuccessStatusCode ? ""
                : $"{model.Url.Host} answered {(int)response.StatusCode}";
            if (_trouble.Length == 0) LastSent = time.GetUtcNow();
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException
            && !cancellation.IsCancellationRequested))
        {
            _trouble = $"{model.Url.Host}: {e.InnerException?.Message ?? e.Message}";
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The heartbeat is kept back: {Why}")]
    private static partial void LogKeptBack(ILogger logger, string why);
}
