namespace Hotaru.Indicator;

/// <summary>The driver that ships: the kernel's character device, and PWM in sysfs.</summary>
public sealed class KernelDriver : IGpioDriver
{
    public static readonly KernelDriver Instance = new();

    private KernelDriver()
    {
    }

    public string Name => "kernel";

    public IGpio Open() => new KernelGpio();

    public IBuzzerTone? Tone(IndicatorModel model) => PwmBuzzer.Create(model);
}
