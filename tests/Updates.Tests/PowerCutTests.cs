namespace Hotaru.Updates.Tests;

/// <summary>
/// The power goes between any two things that an update does; afterwards the machine boots.
/// </summary>
public sealed class PowerCutTests
{
    public static TheoryData<string, UpdateOutcome, string> Releases => new()
    {
        { "good", UpdateOutcome.Installed, "1.1.0" },
        { "crash", UpdateOutcome.WentBack, "1.0.0" },
        { "hang", UpdateOutcome.WentBack, "1.0.0" },
        { "unsigned", UpdateOutcome.Refused, "1.0.0" },
    };

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Wherever_it_goes_the_right_release_runs_in_the_end(
        string behaviour, UpdateOutcome outcome, string runs)
    {
        var places = await CutAsync(behaviour, int.MaxValue, outcome, runs);
        Assert.InRange(places, behaviour == "unsigned" ? 3 : 10, 30);
        for (var place = 0; place < places; place++) await CutAsync(behaviour, place, outcome, runs);
    }

    [Fact]
    public async Task A_release_at_which_the_power_always_goes_is_taken_back()
    {
        using var bench = new UpdateBench();
        bench.Copy("1.1.0", "good");
        for (var boot = 0; boot < 3; boot++)
        {
            await Assert.ThrowsAsync<PowerCutException>(() => bench.RunAsync(
                place => CutIf(place == "it is started")));
            bench.Machine.Boot();
            Assert.Equal("1.1.0", bench.Machine.Running);
        }

        await bench.RunAsync();
        Assert.Equal("1.1.0 was tried and taken back: the power went 3 times while it was tried. "
            + "1.0.0 runs again.", bench.Result.ToString());
        Assert.Equal("1.0.0", bench.Machine.Running);
    }

    [Fact]
    public async Task An_update_is_not_begun_before_its_package_is_on_disk()
    {
        using var bench = new UpdateBench();
        bench.Copy("1.1.0", "good");
        var places = new List<string>();
        await bench.RunAsync(place =>
        {
            places.Add(place);
            if (place == "the package is on disk") Assert.False(File.Exists(bench.Paths.Journal));
        });
        Assert.Equal(["the package is on disk", "unpacking is written down"], places.Take(2));
    }

    /// <summary>How many places there were.</summary>
    private static async Task<int> CutAsync(
        string behaviour, int cutAt, UpdateOutcome outcome, string runs)
    {
        using var bench = new UpdateBench();
        bench.Copy("1.1.0", behaviour, new PackageMaker(UpdateBench.Key)
        {
            Signature = s => behaviour == "unsigned" ? new byte[64] : s,
        });
        var (passed, where) = (0, "");
        try
        {
            await bench.RunAsync(place =>
            {
                where = place;
                CutIf(passed++ == cutAt);
            });
        }
        catch (PowerCutException)
        {
            bench.Machine.Boot();
            var isPending = bench.Dropped.Contains("hotaru-1.1.0.tar.gz") || File.Exists(bench.Paths.Journal);
            Assert.True(isPending || cutAt == passed - 1, $"{where}: nothing would start the updater");
            await bench.RunAsync();
        }

        Assert.True(outcome == bench.Result.Outcome && runs == bench.Machine.Running
            && runs == bench.Shelf.Good && runs == bench.Shelf.Current,
            $"cut when {where}: {bench.Result}, {bench.Machine.Running} runs");
        Assert.False(File.Exists(bench.Paths.Journal), where);
        Assert.False(await bench.RunAsync(), where);
        return passed;
    }

    private static void CutIf(bool cut)
    {
        if (cut) throw new PowerCutException();
    }

    private sealed class PowerCutException : Exception;
}
