namespace Hotaru.Indicator.Tests;

public sealed class GpioOutputTests
{
    [Fact]
    public async Task Lines_that_are_busy_never_stop_the_panel_and_are_tried_again()
    {
        var gpio = FakeGpio.Pi();
        gpio.Fail = "line 17 of gpiochip0 is used by \"spi0 CS0\"";
        await using var bench = new PanelBench(gpio: gpio);
        bench.Report(PanelBench.Firing("A"));
        Assert.Equal(IndicatorState.Critical, bench.State);
        Assert.False(bench.Panel.Health.IsHealthy);
        Assert.Equal(gpio.Fail, bench.Panel.Health.Reason);

        gpio.Fail = null;
        bench.Pass(10);
        Assert.NotNull(gpio.Outputs);
        bench.Pass(1);
        Assert.True(bench.Panel.Health.IsHealthy);
        Assert.Contains("17", string.Join(' ', gpio.Outputs.History));
    }

    [Fact]
    public async Task Lines_that_are_lost_are_released_and_taken_again()
    {
        await using var bench = new PanelBench();
        var first = bench.Gpio.Outputs!;
        bench.Gpio.Fail = "gpiochip0 is gone";
        bench.Report(PanelBench.Firing("A"));
        Assert.True(first.IsReleased);
        bench.Gpio.Fail = null;
        bench.Pass(11);
        Assert.NotSame(first, bench.Gpio.Outputs);
    }

    [Fact]
    public async Task Stopping_leaves_the_lamp_dark_and_the_lines_free()
    {
        var bench = new PanelBench();
        bench.Report(PanelBench.Firing("A"));
        await bench.DisposeAsync();

        Assert.Equal("", bench.Lines);
        Assert.True(bench.Gpio.Outputs!.IsReleased);
    }

    [Fact]
    public async Task One_lamp_alone_tells_by_its_rhythm()
    {
        await using var bench = new PanelBench(new IndicatorModel
        {
            RedPin = null,
            AmberPin = null,
            GreenPin = 5,
            BuzzerPin = null,
            Quiet = null,
        });
        bench.Report(PanelBench.Firing("A"));
        Assert.Equal("5", bench.Lines);
        bench.Pass(0.125);
        Assert.Equal("", bench.Lines);
    }

    [Fact]
    public void A_machine_without_a_header_prints_to_the_console()
    {
        var expander = new GpioChip("/dev/gpiochip1", "gpiochip1", "raspberrypi-exp-gpio", 8);
        using var output =
            IndicatorOutputs.Create(new IndicatorModel(), TextWriter.Null, new FakeGpio(expander));
        Assert.IsType<ConsoleOutput>(output);
    }

    [Fact]
    public void A_pi_5_is_known_by_its_label_whatever_its_number()
    {
        var gpio = new FakeGpio(
            new GpioChip("/dev/gpiochip0", "gpiochip0", "gpio-brcmstb@107d508500", 32),
            new GpioChip("/dev/gpiochip4", "gpiochip4", "pinctrl-rp1", 54));
        Assert.Equal("/dev/gpiochip4", GpioChips.Find(gpio, "auto").Path);
        Assert.Equal("/dev/gpiochip0", GpioChips.Find(gpio, "gpiochip0").Path);
    }

    [Theory]
    [InlineData(
        "auto", "there is no GPIO header of a Raspberry Pi; name a chip under indicator.chip, or write none")]
    [InlineData("mine", "there is no GPIO chip \"mine\"; there are gpiochip9 [other]")]
    [InlineData("/dev/x", "no permission to open /dev/x")]
    public void What_is_not_there_is_told(string chip, string message)
    {
        var gpio = new FakeGpio(new GpioChip("/dev/gpiochip9", "gpiochip9", "other", 4));
        Assert.Equal(message, Assert.Throws<GpioException>(() => GpioChips.Find(gpio, chip)).Message);
    }
}
