namespace Hotaru.Indicator.Iot;

/// <summary>
/// <c>indicator.driver: iot</c>: the lines by System.Device.Gpio, which needs libgpiod on the machine, the
/// button and the tone by Iot.Device.Bindings.
/// </summary>
public sealed class IotDriver(TimeProvider time) : IGpioDriver
{
    public string Name => "iot";

    public IGpio Open() => new IotGpio(new LibGpiod(), time);

    public IBuzzerTone? Tone(IndicatorModel model) => IotTone.Create(model);
}
