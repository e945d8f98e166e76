using Hotaru.Model;
using IronSnappy;
using Microsoft.Extensions.Logging;

namespace Hotaru.Remote;

/// <summary>
/// Tells a target of remote write 1.0 what the families are, again and again: nothing of it is queued, for
/// the next round tells it all anew.
/// </summary>
internal sealed class MetadataSender(
    RemoteWriteTarget target, RemoteWriteClient client,
    Func<IReadOnlyDictionary<string, MetricMetadata>> families, SenderTally tally, TimeProvider time,
    ILogger log)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(target.MetadataInterval, time, cancellation);
                await SendAllAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        foreach (var chunk in families().OrderBy(f => f.Key, StringComparer.Ordinal)
            .Chunk(Math.Max(1, target.MaxMetadataPerSend)))
        {
            var body = Snappy.Encode(Encode(chunk).Written);
            var delivery = await client.PostAsync(body, isVersion2: false, cancellation);
            if (delivery.Outcome != DeliveryOutcome.Delivered)
            {
                log.CannotDescribe(target.Name, delivery.Reason);
                tally.NotDescribed(chunk.Length);
                return;
            }

            tally.Described(chunk.Length, body.Length);
        }
    }

    private static ProtoWriter Encode(KeyValuePair<string, MetricMetadata>[] families)
    {
        var request = new ProtoWriter();
        var message = new ProtoWriter();
        foreach (var (name, metadata) in families)
        {
            message.Clear();
            message.Varint(1, (ulong)metadata.Type);
            message.Text(2, name);
            message.Text(4, metadata.Help);
            message.Text(5, metadata.Unit);
            request.Bytes(3, message.Written);
        }

        return request;
    }
}
