namespace Hotaru.Indicator.Iot.Tests;

public sealed class IotToneTests
{
    [Fact]
    public void A_tone_begins_and_ends_once()
    {
        var pwm = new FakePwm();
        using (var tone = new IotTone(2300, "pwmchip0/0", () => pwm))
        {
            foreach (var sounds in new[] { false, true, true, false, true })
                Assert.Equal("", tone.Sound(sounds));
        }

        Assert.Equal(["start 2300", "stop", "start 2300", "stop", "closed"], pwm.History);
    }

    [Fact]
    public void A_channel_that_cannot_be_had_is_told_and_tried_again()
    {
        var isThere = false;
        var pwm = new FakePwm();
        using var tone = new IotTone(
            440, "pwmchip0/1", () => isThere ? pwm : throw new IOException("No such file or directory"));
        Assert.Equal(
            "the buzzer's PWM channel pwmchip0/1 cannot be used: No such file or directory",
            tone.Sound(true));
        isThere = true;
        Assert.Equal("", tone.Sound(true));
        Assert.Equal(["start 440"], pwm.History);
    }

    [Theory]
    [InlineData("pwmchip0/0", true)]
    [InlineData("", false)]
    [InlineData("0/0", false)]
    public void Only_a_channel_that_is_named_makes_a_tone(string channel, bool isOne)
    {
        using var tone = IotTone.Create(new IndicatorModel { BuzzerPwm = channel });
        Assert.Equal(isOne, tone is not null);
    }
}
