namespace Hotaru.Updates.Tests;

public sealed class RescueTests : IDisposable
{
    private readonly UpdateBench _bench = new();

    [Fact]
    public async Task A_release_that_turns_bad_after_it_was_installed_is_taken_back_once()
    {
        await InstallAsync();
        Assert.True(Rescue());
        Assert.Equal(("1.0.0", "1.0.0", ""),
            (_bench.Shelf.Current, _bench.Shelf.Good, _bench.Shelf.Previous));
        Assert.Equal("1.1.0 was tried and taken back: it ended again and again. 1.0.0 runs again.",
            _bench.Result.ToString());
        Assert.False(Rescue());
    }

    [Fact]
    public async Task After_a_few_days_it_is_not_the_releases_fault()
    {
        await InstallAsync();
        Assert.False(Rescue(TimeSpan.FromDays(4)));
        Assert.Equal("1.1.0", _bench.Shelf.Current);
    }

    [Fact]
    public async Task A_former_release_that_cannot_read_the_data_is_not_taken_up()
    {
        await InstallAsync();
        _bench.Copy("2.0.0", "good",
            new PackageMaker(UpdateBench.Key)
            {
                Manifest = m => m.Replace("data-format 1", "data-format 2"),
            });
        await _bench.RunAsync();
        Assert.False(Rescue());
        Assert.Equal("2.0.0", _bench.Shelf.Current);
    }

    [Fact]
    public void With_one_release_there_is_nothing_to_go_back_to() => Assert.False(Rescue());

    public void Dispose() => _bench.Dispose();

    private async Task InstallAsync()
    {
        _bench.Copy("1.1.0", "good");
        await _bench.RunAsync();
    }

    private bool Rescue(TimeSpan later = default) => new UpdateRescue(
        _bench.Paths, new Hotaru.Testing.ManualTime(Hotaru.Testing.ManualTime.DefaultStart + later)).Run();
}
