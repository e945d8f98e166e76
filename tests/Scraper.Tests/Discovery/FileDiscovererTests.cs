using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class FileDiscovererTests
{
    private readonly ManualTime _time = new();
    private readonly List<IReadOnlyList<TargetGroup>> _found = [];

    [Fact]
    public async Task Files_that_change_appear_and_go_are_noticed_and_broken_ones_keep_their_targets()
    {
        using var directory = new TempDirectory();
        var file = directory.Write("a.json", """[{"targets": ["x:1"], "labels": {"l": "v"}}]""");
        using var stop = new CancellationTokenSource();
        var discoverer = new FileDiscoverer(
            "j", new FileDiscoveryModel([directory.File("*.json")], TimeSpan.FromMinutes(5)), (_, _) =>
                [], _time,
            NullLogger.Instance);
        var running = discoverer.RunAsync(Take, stop.Token);
        Assert.Equal(["x:1"], Addresses(0));
        Assert.Equal(Labels.Of("__meta_filepath", file, "l", "v"), _found[0][0].Labels);

        directory.Write("a.json", """[{"targets": ["x:1", "y:22"]}]""");
        await LookUntilAsync(2);
        Assert.Equal(["x:1", "y:22"], Addresses(1));

        directory.Write("a.json", "[{");
        directory.Write("b.json", """[{"targets": ["z:3"]}]""");
        await LookUntilAsync(3);
        Assert.Equal(["x:1", "y:22", "z:3"], Addresses(2));

        File.Delete(file);
        await LookUntilAsync(4);
        Assert.Equal(["z:3"], Addresses(3));
        Assert.Contains(_found[3], group => group.Source == file + ":0" && group.Targets.Count == 0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private void Take(IReadOnlyList<TargetGroup> groups)
    {
        lock (_found) _found.Add(groups);
    }

    private async Task LookUntilAsync(int updates)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            lock (_found)
                if (_found.Count >= updates) return;
            patience.Token.ThrowIfCancellationRequested();
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }

    private IEnumerable<string> Addresses(int update) =>
        _found[update].SelectMany(group => group.Targets).Select(target => target["__address__"])
            .Order(StringComparer.Ordinal);
}
