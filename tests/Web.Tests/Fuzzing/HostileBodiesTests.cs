using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Fuzzing;

/// <summary>
/// Bodies as nobody should send them, over a socket, to everything that takes one: the answer is a refusal
/// of the client or a closed connection, memory keeps to its limits, and nothing that is stored changes.
/// HOTARU_FUZZ_ROUNDS has more rounds of what is random.
/// </summary>
public sealed class HostileBodiesTests
{
    public static readonly TheoryData<string> Kinds =
    [
        "push", "push protobuf", "push gzip", "push snappy", "write", "write 2", "otlp", "otlp json",
        "otlp gzip", "read", "query",
    ];

    public static readonly TheoryData<string> Stores =
        ["push", "push gzip", "write", "write 2", "otlp", "otlp json", "otlp gzip", "read"];

    private static readonly int Rounds = int.Parse(
        Environment.GetEnvironmentVariable("HOTARU_FUZZ_ROUNDS") ?? "40", CultureInfo.InvariantCulture);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_length_that_lies_or_a_chunk_that_ends_early_is_refused(string kind)
    {
        await using var surfaces = await Surfaces.StartAsync();
        var (server, path, headers) = surfaces.Of(kind);
        var head = Surfaces.Head(path, headers);
        (string Framing, string Body)[] cases =
        [
            ("Content-Length: 100\n\n", "m 1\n"), ("Content-Length: 4000000\n\n", "m 1\n"),
            ("Content-Length: -1\n\n", "m 1\n"), ("Content-Length: 99999999999999999999\n\n", "m 1\n"),
            ("Content-Length: 4x\n\n", "m 1\n"), ("Content-Length: 4\nContent-Length: 5\n\n", "m 1\n"),
            ("Transfer-Encoding: chunked\n\n", "4\r\nm 1\n"),
            ("Transfer-Encoding: chunked\n\n", "100\r\nm 1\n\r\n0\r\n\r\n"),
            ("Transfer-Encoding: chunked\n\n", "FFFFFFFFFFFFFFFF\r\nm 1\n"),
            ("Transfer-Encoding: chunked\n\n", "zz\r\nm 1\n\r\n0\r\n\r\n"),
            ("Transfer-Encoding: gzip\n\n", "m 1\n"),
        ];
        foreach (var (framing, body) in cases)
        {
            var status = await RawRequest.StatusAsync(
                server, head + framing, Encoding.Latin1.GetBytes(body), ends: true);
            Assert.True(status is 0 or (>= 400 and < 500), $"{kind}, {framing}{body}: {status}");
        }

        surfaces.AssertUnchanged();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Random_bytes_are_refused(string kind)
    {
        await using var surfaces = await Surfaces.StartAsync();
        var (server, path, headers) = surfaces.Of(kind);
        var random = new Random(11);
        for (var round = 0; round < Rounds; round++)
        {
            // The first byte lets none of the formats be an empty or a good one.
            var body = new byte[random.Next(8, 2000)];
            random.NextBytes(body);
            body[0] = 0xFF;
            var status = await RawRequest.StatusAsync(
                server, Surfaces.Head(path, headers) + $"Content-Length: {body.Length}\n\n", body);
            Assert.True(
                status is >= 400 and < 500,
                $"seed 11, round {round}, {kind}: {status} for {Convert.ToHexString(body)}");
        }

        surfaces.AssertUnchanged();
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task Connections_that_promise_much_and_send_little_cost_little(string kind)
    {
        const int Connections = 50;
        await using var surfaces = await Surfaces.StartAsync();
        var (server, path, headers) = surfaces.Of(kind);
        var open = new List<RawRequest>();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < Connections; i++)
        {
            var request = await RawRequest.ConnectAsync(server);
            open.Add(request);
            await request.SendAsync(
                Surfaces.Head(path, headers) + "Content-Length: 8000000\n\n", new byte[100]);
        }

        // Others are served meanwhile.
        Assert.Equal(200, (await surfaces.Api.GetAsync("/api/v1/query?query=1")).Status);
        foreach (var request in open)
        {
            var status = await request.StatusAsync(ends: true);
            Assert.True(status is 0 or (>= 400 and < 500), $"{kind}: {status}");
            request.Dispose();
        }

        // 256 kB each, and what a connection itself takes.
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.True(allocated < Connections * (512L << 10), $"{kind}: {allocated} bytes");
        surfaces.AssertUnchanged();
    }

    [Theory]
    [InlineData("push gzip")]
    [InlineData("otlp gzip")]
    [InlineData("push snappy")]
    [InlineData("write")]
    [InlineData("write 2")]
    [InlineData("read")]
    public async Task A_compression_bomb_is_refused(string kind)
    {
        await using var surfaces = await Surfaces.StartAsync();
        var (server, path, headers) = surfaces.Of(kind);
        foreach (var bomb in Bombs(kind))
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var status = await RawRequest.StatusAsync(
                server, Surfaces.Head(path, headers) + $"Content-Length: {bomb.Length}\n\n", bomb);
            var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            Assert.True(status is >= 400 and < 500, $"{kind}, {bomb.Length} bytes: {status}");
            // The most that is decompressed is 32 MB, in arrays that double.
            Assert.True(allocated < 100 << 20, $"{kind}, {bomb.Length} bytes: {allocated} allocated");
        }

        surfaces.AssertUnchanged();
    }

    [Fact]
    public async Task One_large_body_too_many_waits_for_another_time()
    {
        await using var surfaces = await Surfaces.StartAsync();
        var (server, path, headers) = surfaces.Of("otlp");
        var head = Surfaces.Head(path, headers) + "Content-Length: 16777216\n\n";
        var open = new RawRequest[4];
        for (var i = 0; i < open.Length; i++) open[i] = await AllButOneByteAsync(server, head);

        // All four hold the most that is allowed once the server has read them; until then it may be one
        // of them that is refused.
        var status = 0;
        for (var i = 0; i < 500 && status != 503; i++)
        {
            status = await RawRequest.StatusAsync(server, head, new byte[16 << 20]);
            for (var k = 0; k < open.Length; k++)
            {
                if (!open[k].IsAnswered) continue;
                open[k].Dispose();
                open[k] = await AllButOneByteAsync(server, head);
            }
        }

        Assert.Equal(503, status);
        foreach (var request in open)
        {
            Assert.True(await request.StatusAsync(ends: true) is 0 or 400);
            request.Dispose();
        }

        await Eventually.True(
            () => RawRequest.StatusAsync(server, head, new byte[16 << 20]).GetAwaiter().GetResult() == 400,
            "read again");
        surfaces.AssertUnchanged();
    }

    private static async Task<RawRequest> AllButOneByteAsync(Uri server, string head)
    {
        var request = await RawRequest.ConnectAsync(server);
        await request.SendAsync(head, new byte[(16 << 20) - 1]);
        return request;
    }

    [Fact]
    public async Task A_form_larger_than_the_peer_takes_is_refused()
    {
        await using var surfaces = await Surfaces.StartAsync();
        var pairs = Enumerable.Range(0, 4).Select(i => $"a{i}=" + new string('x', 3 << 20));
        using var form = new StringContent(
            "query=1&" + string.Join('&', pairs), Encoding.ASCII, "application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/query") { Content = form };
        // The body waits until it is asked for, so that the answer is there to be read.
        request.Headers.ExpectContinue = true;
        using var answer = await surfaces.Api.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            "\"errorType\":\"bad_data\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/query?query=", 20_000)]
    [InlineData("/api/v1/query?query=", 2_000_000)]
    [InlineData("/api/v1/label/", 20_000)]
    [InlineData("/api/v1/series?match[]=", 20_000)]
    [InlineData("/federate?match[]=", 20_000)]
    public async Task Long_addresses_are_refused(string path, int length)
    {
        await using var surfaces = await Surfaces.StartAsync();
        var head = $"GET {path}{new string('(', length)} HTTP/1.1\nHost: h\nConnection: close\n\n";
        var status = await RawRequest.StatusAsync(surfaces.Api.Client.BaseAddress!, head, []);
        Assert.True(status is 0 or (>= 400 and < 500), $"{status}");
        surfaces.AssertUnchanged();
    }

    [Theory]
    [InlineData(1, 2_000_000)]
    [InlineData(10_000, 10)]
    public async Task Headers_that_are_large_or_many_are_refused(int count, int length)
    {
        await using var surfaces = await Surfaces.StartAsync();
        var text = new StringBuilder("GET /api/v1/query?query=1 HTTP/1.1\nHost: h\nConnection: close\n");
        for (var i = 0; i < count; i++) text.Append($"X-{i}: {new string('x', length)}\n");
        var status = await RawRequest.StatusAsync(
            surfaces.Api.Client.BaseAddress!, text.Append('\n').ToString(), []);
        Assert.True(status is 0 or (>= 400 and < 500), $"{status}");
    }

    private static IEnumerable<byte[]> Bombs(string kind)
    {
        if (!kind.EndsWith("gzip", StringComparison.Ordinal))
        {
            // A snappy block that says that it stands for 4 GB or 100 MB, and one cut behind its length.
            yield return [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0];
            yield return [0x80, 0x84, 0xAF, 0x5F, 0xFE, 1, 0];
            yield return [0x80, 0x80, 0x80, 0x08];
            yield break;
        }

        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 200; i++) gzip.Write(zeros);
        }

        yield return bomb.ToArray();
        yield return bomb.ToArray()[..1000];
    }
}
