using Hotaru.Testing;

namespace Hotaru.Updates.Tests;

public sealed class UpdaterTests : IDisposable
{
    private readonly UpdateBench _bench = new();

    [Fact]
    public async Task A_good_release_runs_and_the_former_one_is_kept()
    {
        _bench.Copy("1.1.0", "good");
        Assert.True(await _bench.RunAsync());

        Assert.Equal("1.1.0 is installed and runs", _bench.Result.ToString());
        Assert.Equal(("1.1.0", "1.1.0", "1.0.0"),
            (_bench.Shelf.Current, _bench.Shelf.Good, _bench.Shelf.Previous));
        Assert.Equal("1.1.0", _bench.Machine.Running);
        Assert.Empty(_bench.Dropped);
        Assert.False(File.Exists(_bench.Paths.Journal));
        Assert.False(await _bench.RunAsync());
    }

    [Fact]
    public async Task Of_older_releases_only_the_last_two_stay()
    {
        foreach (var version in new[] { "1.1.0", "1.2.0", "1.3.0" })
        {
            _bench.Copy(version, "good");
            await _bench.RunAsync();
        }

        Assert.Equal(["1.2.0", "1.3.0"],
            Directory.GetDirectories(_bench.Paths.Releases).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_good_release_on_a_slow_machine_is_waited_for_while_it_works()
    {
        _bench.Copy("1.1.0", "slow");
        await _bench.RunAsync();

        Assert.Equal((UpdateOutcome.Installed, ""), (_bench.Result.Outcome, _bench.Result.Reason));
        Assert.Equal(("1.1.0", "1.1.0"), (_bench.Shelf.Current, _bench.Machine.Running));
    }

    [Theory]
    [InlineData("crash", "it ended 3 times while it was tried (exit-code)")]
    [InlineData("hang", "it was not ready within 4 minutes: it does not answer")]
    [InlineData("circle", "it was not ready within 30 minutes: it does not answer")]
    [InlineData("deaf", "it was not ready within 5 minutes: scrape: no scrape went well yet")]
    public async Task A_bad_release_is_taken_back_with_the_reason(string behaviour, string reason)
    {
        _bench.Copy("1.1.0", behaviour);
        await _bench.RunAsync();

        Assert.Equal(UpdateOutcome.WentBack, _bench.Result.Outcome);
        Assert.StartsWith(reason, _bench.Result.Reason);
        Assert.Equal(("1.0.0", "1.0.0", "1.0.0"),
            (_bench.Shelf.Current, _bench.Shelf.Good, _bench.Machine.Running));
        Assert.Equal(["hotaru-1.1.0.tar.gz.refused"], _bench.Dropped);
        Assert.False(_bench.Shelf.Has("1.1.0"));
    }

    [Fact]
    public async Task One_crash_at_the_start_is_forgiven_if_it_then_holds()
    {
        _bench.Copy("1.1.0", "late");
        await _bench.RunAsync();
        Assert.Equal(UpdateOutcome.Installed, _bench.Result.Outcome);
    }

    [Fact]
    public async Task A_target_that_was_away_before_is_not_held_against_the_release()
    {
        _bench.Machine.TargetIsAway = true;
        _bench.Copy("1.1.0", "good");
        await _bench.RunAsync();
        Assert.Equal(UpdateOutcome.Installed, _bench.Result.Outcome);
    }

    [Fact]
    public async Task A_release_that_runs_already_is_refused()
    {
        _bench.Copy("1.0.0", "good");
        await _bench.RunAsync();
        Assert.Equal("1.0.0 was refused: 1.0.0 runs already. 1.0.0 runs on.", _bench.Result.ToString());
        Assert.Equal(0, _bench.Machine.Restarts);
    }

    [Fact]
    public async Task A_release_that_cannot_read_the_data_is_refused()
    {
        _bench.Copy("2.0.0", "good",
            new PackageMaker(UpdateBench.Key)
            {
                Manifest = m => m.Replace("data-format 1", "data-format 2"),
            });
        await _bench.RunAsync();
        _bench.Copy("1.9.0", "good");
        await _bench.RunAsync();
        Assert.Equal("it reads data of format 1, and 2.0.0 writes 2", _bench.Result.Reason);
        Assert.Equal("2.0.0", _bench.Machine.Running);
    }

    [Fact]
    public async Task A_package_that_is_cut_off_is_refused_when_it_does_not_grow_any_more()
    {
        var path = _bench.Copy("1.1.0", "good");
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)]);
        await _bench.RunAsync();
        Assert.Equal("it is cut off or damaged", _bench.Result.Reason);
        Assert.Equal("1.0.0", _bench.Machine.Running);
    }

    [Fact]
    public async Task A_second_updater_leaves_the_work_to_the_first()
    {
        _bench.Copy("1.1.0", "good");
        var other = new List<bool>();
        await _bench.RunAsync(place =>
        {
            if (place == "unpacked") other.Add(_bench.RunAsync().GetAwaiter().GetResult());
        });
        Assert.Equal([false], other);
        Assert.Equal("1.1.0", _bench.Machine.Running);
    }

    public void Dispose() => _bench.Dispose();
}
