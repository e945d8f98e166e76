using Hotaru.Testing;

namespace Hotaru.Indicator.Tests.Claiming;

public sealed class ClaimWindowTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void It_is_closed_until_it_is_opened_and_closes_by_itself()
    {
        var window = new ClaimWindow(_time);
        Assert.False(window.IsOpen);

        window.Open();
        _time.Advance(ClaimWindow.Length - TimeSpan.FromSeconds(1));
        Assert.True(window.IsOpen);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(window.IsOpen);
        Assert.False(window.TryUse(() => Assert.Fail("it was closed")));
    }

    [Fact]
    public void The_first_use_closes_it_and_one_that_failed_does_not()
    {
        var window = new ClaimWindow(_time);
        window.Open();

        Assert.Throws<IOException>(() => window.TryUse(() => throw new IOException("the card is full")));
        Assert.True(window.IsOpen);

        var uses = 0;
        Assert.True(window.TryUse(() => uses++));
        Assert.False(window.TryUse(() => uses++));
        Assert.Equal(1, uses);
    }

    [Theory]
    [InlineData("warning", LampShow.Claim)]
    [InlineData("critical", LampShow.Critical)]
    public async Task The_lamp_tells_that_it_is_open_unless_it_burns(string severity, LampShow shows)
    {
        var window = new ClaimWindow(_time);
        await using var bench = new PanelBench(
            time: _time, seams: new IndicatorSeams { IsClaimOpen = () => window.IsOpen });
        bench.Report(PanelBench.Firing("A", severity));
        window.Open();
        bench.Pass(2);
        Assert.Equal(shows, bench.Panel.View.Shows);

        window.TryUse(() => { });
        bench.Pass(2);
        Assert.NotEqual(LampShow.Claim, bench.Panel.View.Shows);
    }
}
