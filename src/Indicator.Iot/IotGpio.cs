using System.Device.Gpio;

namespace Hotaru.Indicator.Iot;

/// <summary>Chips and lines by System.Device.Gpio: one controller for each request.</summary>
internal sealed class IotGpio(ILineDrivers drivers, TimeProvider time) : IGpio
{
    public IReadOnlyList<GpioChip> Chips() => IotErrors.Told("the GPIO chips cannot be listed", () =>
        (IReadOnlyList<GpioChip>)[.. drivers.Chips().Select(Describe)]);

    public string ChipProblem(string path)
    {
        try
        {
            return drivers.Chips().Any(c => Describe(c).Path == path) ? "" : $"{path} is no GPIO chip";
        }
        catch (Exception e)
        {
            return $"{path} cannot be opened: {e.Message}";
        }
    }

    public IGpioOutputs RequestOutputs(GpioChip chip, IReadOnlyList<int> lines, bool isActiveLow) =>
        With(chip, lines, controller =>
        {
            foreach (var line in lines)
                controller.OpenPin(line, PinMode.Output, IotOutputs.Level(false, isActiveLow));
            return new IotOutputs(controller, lines, isActiveLow, chip.Name);
        });

    public IGpioButton RequestButton(GpioChip chip, int line, TimeSpan debounce) =>
        With(chip, [line], controller => new IotButton(controller, line, debounce, chip.Name, time));

    private T With<T>(GpioChip chip, IReadOnlyList<int> lines, Func<GpioController, T> take) =>
        IotErrors.Told($"{chip.Name}: line {string.Join(", ", lines)} cannot be had", () =>
        {
            var number = drivers.Chips().First(c => c.Name == chip.Name).Id;
            var controller = new GpioController(drivers.Open(number));
            try
            {
                return take(controller);
            }
            catch
            {
                controller.Dispose();
                throw;
            }
        });

    private static GpioChip Describe(GpioChipInfo chip) =>
        new("/dev/" + chip.Name, chip.Name, chip.Label, chip.NumLines);
}
