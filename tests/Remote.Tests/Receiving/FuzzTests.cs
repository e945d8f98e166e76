using Hotaru.Model;
using Hotaru.Remote.Tests.Otlp;
using Hotaru.Testing;
using IronSnappy;

namespace Hotaru.Remote.Tests.Receiving;

/// <summary>
/// Requests with bytes changed, cut and put in: an answer each time, no exception, and memory that keeps to
/// the length of the request. Whole requests that are refused store nothing.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 4000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Otlp_in_protobuf(int seed) => await FuzzAsync(seed, Otlp(), (series, body) =>
        new OtlpReceiver(series, static () => new OtlpModel(), TimeProvider.System).ReceiveAsync(
            body, isJson: false, CancellationToken.None));

    [Fact]
    public async Task Otlp_in_json()
    {
        const string Json = """
            {"resourceMetrics":[{"resource":{"attributes":[
            {"key":"service.name","value":{"stringValue":"a"}}]},
            "scopeMetrics":[{"metrics":[{"name":"e","exponentialHistogram":{"aggregationTemporality":2,
            "dataPoints":[{"timeUnixNano":"1","count":"3","scale":-1,"positive":{"offset":2,
            "bucketCounts":["1","2"]},"exemplars":[{"asInt":"3","traceId":"ab"}]}]}}]}]}]}
            """;
        await FuzzAsync(3, System.Text.Encoding.UTF8.GetBytes(Json), (series, body) =>
            new OtlpReceiver(series, static () => new OtlpModel(), TimeProvider.System).ReceiveAsync(
                body, isJson: true, CancellationToken.None));
    }

    [Theory]
    [InlineData(RemoteWriteProtocol.Version1)]
    [InlineData(RemoteWriteProtocol.Version2)]
    public async Task Remote_write(RemoteWriteProtocol protocol)
    {
        var request = protocol == RemoteWriteProtocol.Version1 ? Version1() : Version2();
        await FuzzAsync(4, request, (series, body) => new RemoteWriteReceiver(series, new ManualTime())
            .ReceiveAsync(Snappy.Encode(body), protocol, CancellationToken.None));
        await FuzzAsync(5, Snappy.Encode(request), (series, body) =>
            new RemoteWriteReceiver(series, new ManualTime()).ReceiveAsync(
                body, protocol, CancellationToken.None));
    }

    private static async Task FuzzAsync(
        int seed, byte[] request, Func<MemorySeries, byte[], Task<RemoteWriteAnswer>> send)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var body = Mutated(random, request);
            var series = new MemorySeries();
            var before = GC.GetAllocatedBytesForCurrentThread();
            RemoteWriteAnswer answer;
            try
            {
                answer = await send(series, body);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"seed {seed}, round {round}: {Convert.ToHexString(body)}", e);
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 4 << 20, $"seed {seed}, round {round}: {allocated} bytes");
            if (answer.Status is 200 or 204) continue;
            Assert.Contains(answer.Status, new[] { 400, 413 });
            if (answer.Samples + answer.Histograms == 0)
                Assert.Empty(series.Series([], long.MinValue, long.MaxValue, 0));
        }
    }

    /// <summary>
    /// One to four changes: a byte, a run of bytes, a cut, a repetition, a length that lies.
    /// </summary>
    private static byte[] Mutated(Random random, byte[] request)
    {
        var body = request.ToList();
        for (var i = random.Next(1, 5); i > 0 && body.Count > 1; i--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0: body[at] = (byte)random.Next(256); break;
                case 1: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: body.RemoveRange(at, Math.Min(random.Next(1, 8), body.Count - at)); break;
                case 3:
                    body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 40), body.Count - at)));
                    break;
                default: body.InsertRange(at, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]); break;
            }
        }

        return [.. body];
    }

    private static byte[] Otlp() => OtlpRequests.Request(
        [("service.name", "shop"), ("host", "a")],
        OtlpRequests.Gauge("g", "By", OtlpRequests.Number(1, 1, ("a", "b"))),
        OtlpRequests.Sum("s", 2, true, p => p.Fixed64(3, 1).Fixed64(6, 4)
            .Message(5, e => e.Double(3, 1).Bytes(5, [1, 2]))),
        OtlpRequests.Exponential("e", p => p.Fixed64(3, 1).Fixed64(4, 4).ZigZag(6, 2)
            .Message(8, b => b.ZigZag(1, -3).Packed(2, 1, 0, 3))),
        OtlpRequests.Histogram("h", 2, p => OtlpRequests.Doubles(
            OtlpRequests.Fixed64s(p.Fixed64(3, 1).Fixed64(4, 3), 6, 1, 2), 7, 0.5)),
        OtlpRequests.Summary("q", p => p.Fixed64(3, 1).Message(6, q => q.Double(1, 0.5))));

    private static byte[] Version1() => new ProtoBytes().Message(1, s => s
        .Message(1, l => l.Text(1, "__name__").Text(2, "h")).Message(2, m => m.Double(1, 1).Varint(2, 1000))
        .Message(3, e => e.Message(1, l => l.Text(1, "t").Text(2, "1")).Double(2, 1).Varint(3, 1))
        .Message(4, h => h.Varint(1, 3).Double(3, 1).ZigZag(4, 1)
            .Message(11, span => span.ZigZag(1, -2).Varint(2, 2)).Packed(12, 2, 2).Varint(15, 2000)))
        .Message(3, m => m.Varint(1, 1).Text(2, "h").Text(4, "Help.")).ToArray();

    private static byte[] Version2() => new ProtoBytes().Text(4, "").Text(4, "__name__").Text(4, "h")
        .Message(5, s => s.Packed(1, 1, 2).Message(2, m => m.Double(1, 1).Varint(2, 1000))
            .Message(4, e => e.Packed(1, 1, 2).Double(2, 1)).Message(5, m => m.Varint(1, 1).Varint(3, 2)))
        .ToArray();
}
