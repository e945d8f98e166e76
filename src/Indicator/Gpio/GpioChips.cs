namespace Hotaru.Indicator;

/// <summary>Finds the chip whose lines are on the header.</summary>
internal static class GpioChips
{
    /// <summary>
    /// Labels of the header's chip: Pi 5; Pi 4; Pi 0 to 3. The numbers of the devices are no help: other
    /// chips (the firmware's expander, the power controller) come before or after it from kernel to kernel.
    /// </summary>
    private static readonly string[] HeaderLabels = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    /// <summary>The header of a Pi, or null where there is none that can be opened.</summary>
    public static GpioChip? FindHeader(IGpio gpio)
    {
        var chips = gpio.Chips();
        return HeaderLabels.Select(label => chips.FirstOrDefault(chip => chip.Label == label))
            .FirstOrDefault(chip => chip is not null);
    }

    /// <summary>
    /// Whether there is the header of a Pi; also where nobody can say: whoever asks for its lines hears why.
    /// </summary>
    public static bool HasHeader(IGpio gpio)
    {
        try
        {
            return FindHeader(gpio) is not null;
        }
        catch (GpioException)
        {
            return true;
        }
    }

    /// <summary>The chip that the configuration names: "auto", a path, a name or a label.</summary>
    public static GpioChip Find(IGpio gpio, string wanted)
    {
        if (wanted == "auto")
        {
            return FindHeader(gpio) ?? throw new GpioException(
                "there is no GPIO header of a Raspberry Pi; name a chip under indicator.chip, or write none");
        }

        var chips = gpio.Chips();
        if (chips.FirstOrDefault(c => c.Path == wanted || c.Name == wanted || c.Label == wanted) is { } chip)
            return chip;
        if (wanted.StartsWith('/') && gpio.ChipProblem(wanted) is { Length: > 0 } problem)
            throw new GpioException(problem);
        var known = chips.Count == 0 ? "there is none that can be opened"
            : "there are " + string.Join(", ", chips.Select(c => $"{c.Name} [{c.Label}]"));
        throw new GpioException($"there is no GPIO chip \"{wanted}\"; {known}");
    }
}
