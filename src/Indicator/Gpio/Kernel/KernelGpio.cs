using System.Text;

namespace Hotaru.Indicator;

/// <summary>
/// GPIO by the kernel's character device, version 2 of its interface (Linux 5.10 on): no library that could
/// break between releases of an operating system. Source: linux/gpio.h.
/// </summary>
internal sealed class KernelGpio(string deviceDirectory = "/dev") : IGpio
{
    private const string ConsumerName = "hotaru";

    public IReadOnlyList<GpioChip> Chips()
    {
        if (!Directory.Exists(deviceDirectory)) return [];
        var chips = new List<GpioChip>();
        foreach (var path in Directory.GetFiles(deviceDirectory, "gpiochip*").Order(StringComparer.Ordinal))
        {
            var device = GpioCalls.OpenDevice(path);
            if (device < 0) continue;
            if (Describe(device, path) is { } chip) chips.Add(chip);
            _ = GpioCalls.Close(device);
        }

        return chips;
    }

    public string ChipProblem(string path)
    {
        var device = GpioCalls.OpenDevice(path);
        if (device < 0) return GpioErrors.Open(path, -device);
        var isChip = Describe(device, path) is not null;
        _ = GpioCalls.Close(device);
        return isChip ? "" : $"{path} is no GPIO chip";
    }

    public IGpioOutputs RequestOutputs(GpioChip chip, IReadOnlyList<int> lines, bool isActiveLow)
    {
        var flags = GpioLineFlags.Output | (isActiveLow ? GpioLineFlags.ActiveLow : GpioLineFlags.None);
        return new KernelOutputs(Request(chip, lines, flags, TimeSpan.Zero), lines.Count, chip.Name);
    }

    public IGpioButton RequestButton(GpioChip chip, int line, TimeSpan debounce)
    {
        const GpioLineFlags Flags = GpioLineFlags.Input | GpioLineFlags.ActiveLow | GpioLineFlags.BiasPullUp
            | GpioLineFlags.EdgeRising | GpioLineFlags.EdgeFalling;
        return new KernelButton(Request(chip, [line], Flags, debounce), chip.Name, line);
    }

    /// <summary>The request as the kernel gets it.</summary>
    internal static unsafe GpioLineRequest Describe(
        IReadOnlyList<int> lines, GpioLineFlags flags, TimeSpan debounce)
    {
        var request = default(GpioLineRequest);
        for (var i = 0; i < lines.Count; i++) request.Offsets[i] = (uint)lines[i];
        Encoding.ASCII.GetBytes(ConsumerName, new Span<byte>(request.Consumer, 32));
        request.LineCount = (uint)lines.Count;
        request.Config.Flags = flags;
        if (debounce <= TimeSpan.Zero) return request;
        request.Config.AttributeCount = 1;
        request.Config.Attributes[0].Attribute.Id = GpioLineAttribute.Debounce;
        request.Config.Attributes[0].Attribute.DebouncePeriodUs = (uint)debounce.TotalMicroseconds;
        request.Config.Attributes[0].Mask = (1ul << lines.Count) - 1;
        return request;
    }

    private static int Request(
        GpioChip chip, IReadOnlyList<int> lines, GpioLineFlags flags, TimeSpan debounce)
    {
        foreach (var line in lines)
        {
            if (line < 0 || line >= chip.Lines)
                throw new GpioException(
                    $"{chip.Name} [{chip.Label}] has lines 0 to {chip.Lines - 1}, and no {line}");
        }

        var device = GpioCalls.OpenDevice(chip.Path);
        if (device < 0) throw new GpioException(GpioErrors.Open(chip.Path, -device));
        try
        {
            var request = Describe(lines, flags, debounce);
            var error = GpioCalls.Control(device, GpioCalls.GetLine, ref request);
            if (error == 0) return request.Descriptor;
            throw new GpioException(error == GpioCalls.Busy
                ? GpioErrors.Busy(chip, BusyLine(device, lines))
                : GpioErrors.Request(chip, lines, error));
        }
        finally
        {
            // The lines have a descriptor of their own.
            _ = GpioCalls.Close(device);
        }
    }

    /// <summary>The first of the lines that someone has, and who.</summary>
    private static unsafe (int Line, string Consumer) BusyLine(int device, IReadOnlyList<int> lines)
    {
        foreach (var line in lines)
        {
            var info = new GpioLineInfo { Offset = (uint)line };
            if (GpioCalls.Control(device, GpioCalls.GetLineInfo, ref info) != 0) continue;
            if ((info.Flags & GpioLineFlags.Used) != 0) return (line, Text(info.Consumer));
        }

        return (lines[0], "");
    }

    private static unsafe GpioChip? Describe(int device, string path)
    {
        var info = default(GpioChipInfo);
        return GpioCalls.Control(device, GpioCalls.GetChipInfo, ref info) == 0
            ? new GpioChip(path, Text(info.Name), Text(info.Label), (int)info.Lines)
            : null;
    }

    private static unsafe string Text(byte* bytes)
    {
        var text = new ReadOnlySpan<byte>(bytes, 32);
        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }
}
