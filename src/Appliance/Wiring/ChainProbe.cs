using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Promql;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Walks the chain from ingest to notification: a sample goes the way of a push onto the disk, the query
/// engine must find it, the notifier must store something, and every part must say that it is well. What does
/// not answer in time is stuck, whatever it says of itself.
/// </summary>
internal sealed class ChainProbe(
    ISampleSink samples, PromqlEngine engine, NotifierService notifier,
    Func<IEnumerable<IHealthSource>> parts, TimeProvider time)
{
    public const string Metric = "hotaru_heartbeat_probe_timestamp_seconds";

    /// <summary>For each link; a slow card under load needs seconds.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly Labels Series = Labels.Of(LabelNames.MetricName, Metric);
    private static readonly Expression Query = PromqlParser.Parse(Metric);

    /// <summary>Trouble first; empty reasons where all is well.</summary>
    public async Task<IReadOnlyList<PartHealth>> WalkAsync(CancellationToken cancellation)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return
        [
            await LinkAsync("ingest", token => WriteAsync(nowMs, token), cancellation),
            await LinkAsync("query", token => Task.Run(() => Find(nowMs, token), token), cancellation),
            await LinkAsync("notifier", notifier.ProbeAsync, cancellation),
            .. parts().Select(part => part.Health),
        ];
    }

    private async Task<PartHealth> LinkAsync(
        string name, Func<CancellationToken, Task<string>> link, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        string trouble;
        try
        {
            trouble = await link(patience.Token).WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            trouble = $"no answer within {Patience.TotalSeconds} s";
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            trouble = e.Message;
        }

        await patience.CancelAsync();
        return new PartHealth(name, trouble.Length == 0, trouble, time.GetUtcNow());
    }

    private async Task<string> WriteAsync(long nowMs, CancellationToken cancellation)
    {
        using var batch = samples.Begin();
        var reference = default(SeriesReference);
        var outcome = batch.Append(ref reference, Series, nowMs, nowMs / 1000.0);
        await batch.CommitAsync(Durability.Synced, null, cancellation);
        // A clock that was set back is storage's to tell, and no sign that nothing is taken in.
        return outcome is AppendOutcome.TooManySeries ? "a sample was not taken: too many series" : "";
    }

    private string Find(long nowMs, CancellationToken cancellation) =>
        engine.Instant(Query, nowMs, cancellation).Value is VectorValue { Samples.Count: > 0 }
            ? ""
            : "the sample that was written is not found";
}
