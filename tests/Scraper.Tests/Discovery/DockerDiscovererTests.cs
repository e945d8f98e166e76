using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class DockerDiscovererTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    /// <summary>One list that is good for both questions: a container and a network of the same id.</summary>
    private const string Engine = """
        [{"Id": "1", "Name": "lan", "Names": ["/web"], "HostConfig": {"NetworkMode": "lan"},
          "Ports": [{"PrivatePort": 80, "Type": "tcp"}],
          "NetworkSettings": {"Networks": {"lan": {"NetworkID": "1", "IPAddress": "10.0.0.1"}}}}]
        """;

    [Fact]
    public async Task The_engine_is_asked_for_containers_by_the_filters_and_an_error_changes_nothing()
    {
        await using var engine = await FakeTarget.StartAsync();
        engine.Body = Engine;
        var time = new ManualTime();
        var model = new DockerDiscoveryModel(
            new Uri($"tcp://{engine.Address}"), 80, "localhost", true,
            [new("name", ["web", "db"]), new("status", ["running"])], Interval, new HttpClientModel());
        await using var refreshes = new Refreshes(
            new DockerDiscoverer("j", model, time, NullLogger.Instance), time);
        await refreshes.EndedAsync(1, 0);

        Assert.Equal(["10.0.0.1:80"], refreshes.Addresses);
        Assert.Equal("lan", refreshes.Last[0].Targets[0]["__meta_docker_network_name"]);
        Assert.True(engine.Requests.TryDequeue(out var containers));
        Assert.Equal(
            """/containers/json?filters={"name":["web","db"],"status":["running"]}""",
            Uri.UnescapeDataString(containers["url"]));
        Assert.True(engine.Requests.TryDequeue(out var networks));
        Assert.Equal("/networks", networks["url"]);

        (engine.Status, engine.Body) = (500, """{"message": "no"}""");
        refreshes.Next(Interval);
        await refreshes.EndedAsync(1, 1);
        (engine.Status, engine.Body) = (200, "[]");
        refreshes.Next(Interval);
        await refreshes.EndedAsync(2, 1);
        Assert.Empty(refreshes.Addresses);
    }
}
