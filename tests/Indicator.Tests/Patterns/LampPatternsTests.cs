namespace Hotaru.Indicator.Tests;

public sealed class LampPatternsTests
{
    private static readonly LampShow[] Shows = Enum.GetValues<LampShow>();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_show_has_a_pattern_of_its_own(bool hasOneColour)
    {
        var patterns = Shows.Select(show => string.Join(' ', LampPatterns.Of(show, hasOneColour).Steps))
            .ToList();
        // One colour cannot tell how urgent what was seen is.
        Assert.Equal(Shows.Length - (hasOneColour ? 1 : 0), patterns.Distinct().Count());
    }

    [Fact]
    public void Red_shows_danger_only_and_fault_never_shows_green()
    {
        foreach (var show in Shows)
        {
            var lit = LampPatterns.Of(show, false).Steps.Aggregate(
                LampColours.Dark, (all, step) => all | step.Lit);
            var isRed = (lit & LampColours.Red) != 0;
            Assert.Equal(
                show is LampShow.Critical or LampShow.AcknowledgedCritical or LampShow.Fault, isRed);
            if (show == LampShow.Fault) Assert.Equal(LampColours.Dark, lit & LampColours.Green);
        }
    }

    [Fact]
    public void At_night_a_rhythm_keeps_its_length_and_its_lights_are_short()
    {
        foreach (var pattern in Shows.Select(show => LampPatterns.Of(show, false)))
        {
            var dimmed = pattern.Dimmed();
            if (!pattern.IsSteady)
                Assert.Equal(pattern.Steps.Sum(s => s.DurationMs), dimmed.Steps.Sum(s => s.DurationMs));
            Assert.All(
                dimmed.Steps, step => Assert.True(step.Lit == LampColours.Dark || step.DurationMs <= 30));
        }
    }

    [Fact]
    public async Task The_lamp_test_lights_all_and_goes_back_to_the_state()
    {
        await using var bench = new PanelBench();
        bench.Report(PanelBench.Firing("W", "warning"));
        var before = bench.Gpio.Outputs!.History.Count;
        var test = bench.Panel.TestLampAsync(CancellationToken.None);
        for (var i = 0; i < 29; i++) bench.Pass(0.1);
        await test;

        var lit = bench.Gpio.Outputs.History[before..];
        Assert.Equal(["17", "27", "22", "17,27,22,18", "17,27,22"], lit.Where(l => l.Length > 0).Take(5));
        Assert.Equal("27", bench.Lines);
    }
}
