using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Takes OpenTelemetry metrics into storage. What can be stored of a request is stored; the answer names what
/// was refused. Thread-safe.
/// </summary>
public sealed class OtlpReceiver(
    ISampleSink sink, Func<OtlpModel> model, TimeProvider time, RemoteWriteLimits? limits = null)
{
    private readonly DeltaTotals _deltas = new(time);

    public RemoteWriteLimits Limits { get; } = limits ?? new RemoteWriteLimits();

    /// <param name="body">An ExportMetricsServiceRequest, not compressed.</param>
    /// <param name="isJson">Whether it is JSON rather than protobuf.</param>
    /// <returns>
    /// 200, also where a part was refused (the message says which); 400 where nothing could be stored; 503
    /// where storage cannot take it now.
    /// </returns>
    public async Task<RemoteWriteAnswer> ReceiveAsync(
        ReadOnlyMemory<byte> body, bool isJson, CancellationToken cancellation)
    {
        var chosen = model();
        using var deltas = new DeltaRound(_deltas, chosen.MaxDeltaBytes);
        try
        {
            using var batch = sink.Begin();
            var target = new RequestTarget(batch);
            Decode(body, isJson, new OtlpConverter(chosen, target, deltas), deltas);
            await batch.CommitAsync(Durability.Journaled, also: null, cancellation);
            return Answer(target);
        }
        catch (FormatException e)
        {
            return new RemoteWriteAnswer(400, e.Message, 0, 0, 0);
        }
        catch (StoreException e)
        {
            _deltas.Doubt(deltas.Changes);
            return new RemoteWriteAnswer(503, e.Message, 0, 0, 0);
        }
    }

    /// <summary>ExportMetricsServiceResponse in protobuf; empty where nothing was refused.</summary>
    public static byte[] PartialSuccess(RemoteWriteAnswer answer)
    {
        if (answer.Refused == 0) return [];
        var partial = new ProtoWriter();
        partial.Varint(1, (ulong)answer.Refused);
        partial.Text(2, answer.Message);
        var response = new ProtoWriter();
        response.Bytes(1, partial.Written);
        return response.Written.ToArray();
    }

    /// <summary>The totals are in force before the samples are stored, which may take a while.</summary>
    private static void Decode(
        ReadOnlyMemory<byte> body, bool isJson, OtlpConverter converter, DeltaRound deltas)
    {
        try
        {
            if (isJson) new OtlpJsonDecoder(converter).Decode(body);
            else new OtlpProtoDecoder(converter).Decode(body.Span);
            deltas.Keep();
        }
        finally
        {
            deltas.Dispose();
        }
    }

    private static RemoteWriteAnswer Answer(RequestTarget target)
    {
        var stored = target.Samples + target.Histograms;
        var refused = target.Refusals.Count;
        return new RemoteWriteAnswer(
            refused > 0 && stored == 0 ? 400 : 200, refused > 0 ? target.Refusals.Describe(stored) : "",
            target.Samples, target.Histograms, target.Exemplars)
        { Refused = refused };
    }
}
