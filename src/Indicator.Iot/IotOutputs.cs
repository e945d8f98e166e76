using System.Device.Gpio;

namespace Hotaru.Indicator.Iot;

/// <summary>Lines that are held as outputs; only what changes is written.</summary>
internal sealed class IotOutputs(
    GpioController controller, IReadOnlyList<int> lines, bool isActiveLow, string chip) : IGpioOutputs
{
    private ulong _bits;

    public static PinValue Level(bool isActive, bool isActiveLow) =>
        isActive != isActiveLow ? PinValue.High : PinValue.Low;

    public void Set(ulong bits)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var (bit, line) = (1ul << i, lines[i]);
            if (((bits ^ _bits) & bit) == 0) continue;
            IotErrors.Told($"{chip}: line {line} cannot be set", () =>
            {
                controller.Write(line, Level((bits & bit) != 0, isActiveLow));
                return true;
            });
            _bits ^= bit;
        }
    }

    public void Dispose() => controller.Dispose();
}
