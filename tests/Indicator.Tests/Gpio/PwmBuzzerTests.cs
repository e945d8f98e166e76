using Hotaru.Testing;

namespace Hotaru.Indicator.Tests;

public sealed class PwmBuzzerTests
{
    [Fact]
    public void A_tone_is_a_period_and_half_of_it()
    {
        using var directory = new TempDirectory();
        directory.Write("pwmchip0/pwm1/enable", "0");
        using var buzzer = PwmBuzzer.Create(
            new IndicatorModel { BuzzerPwm = "pwmchip0/1", BuzzerHertz = 2000 }, directory.Path);

        Assert.Equal("", buzzer!.Sound(true));
        Assert.Equal("500000", File.ReadAllText(directory.File("pwmchip0/pwm1/period")));
        Assert.Equal("250000", File.ReadAllText(directory.File("pwmchip0/pwm1/duty_cycle")));
        Assert.Equal("1", File.ReadAllText(directory.File("pwmchip0/pwm1/enable")));
        Assert.Equal("", buzzer.Sound(false));
        Assert.Equal("0", File.ReadAllText(directory.File("pwmchip0/pwm1/enable")));
    }

    [Fact]
    public void A_channel_that_is_not_there_is_told()
    {
        using var directory = new TempDirectory();
        using var buzzer = PwmBuzzer.Create(new IndicatorModel { BuzzerPwm = "pwmchip0/1" }, directory.Path);
        Assert.StartsWith(
            $"the buzzer's PWM channel {directory.Path}/pwmchip0/pwm1 cannot be used", buzzer!.Sound(true));
    }
}
