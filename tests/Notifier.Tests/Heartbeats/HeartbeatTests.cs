using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier.Tests.Heartbeats;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task The_sign_of_life_is_sent_only_while_the_whole_chain_is_well()
    {
        await using var server = HttpReceiver.Start();
        using var client = new HttpClient();
        var time = new ManualTime();
        PartHealth[] chain = [Part("storage"), Part("rules"), Part("notifier"), Part("indicator", "no lamp")];
        var model = new HeartbeatModel(
            new Uri(server.Url + "/ping"), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10),
            new HashSet<string> { "indicator" });
        var heartbeat = new Heartbeat(
            model, _ => Task.FromResult<IReadOnlyList<PartHealth>>(chain), client, time,
            NullLogger<Heartbeat>.Instance);

        await heartbeat.BeatAsync(CancellationToken.None);
        Assert.Equal("/ping", Assert.Single(server.Requests).Path);

        chain = [Part("storage", "disk full")];
        await heartbeat.BeatAsync(CancellationToken.None);
        Assert.Single(server.Requests);
        Assert.Equal("storage: disk full", heartbeat.KeptBack);

        chain = [Part("storage")];
        server.Answer = _ => (500, "");
        await heartbeat.BeatAsync(CancellationToken.None);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("127.0.0.1 answered 500", heartbeat.Health.Reason);
    }

    private static PartHealth Part(string name, string reason = "") =>
        new(name, reason.Length == 0, reason, DateTimeOffset.UnixEpoch);
}
