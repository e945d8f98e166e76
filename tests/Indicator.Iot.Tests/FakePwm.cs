using System.Device.Pwm;

namespace Hotaru.Indicator.Iot.Tests;

internal sealed class FakePwm : PwmChannel
{
    public List<string> History { get; } = [];

    public override int Frequency { get; set; }

    public override double DutyCycle { get; set; } = 0.5;

    public override void Start() => History.Add($"start {Frequency}");

    public override void Stop() => History.Add("stop");

    protected override void Dispose(bool disposing)
    {
        History.Add("closed");
        base.Dispose(disposing);
    }
}
