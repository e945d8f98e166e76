namespace Hotaru.Indicator;

/// <summary>The kernel's error numbers as sentences that say what to do.</summary>
internal static class GpioErrors
{
    public static string Open(string path, int error) => error switch
    {
        GpioCalls.NoSuchFile or GpioCalls.NoSuchDevice => $"{path} is not there",
        GpioCalls.AccessDenied or GpioCalls.OperationNotPermitted =>
            $"no permission to open {path}; add the user to the group gpio, or allow the device in the unit",
        GpioCalls.Busy => $"{path} is busy",
        _ => $"{path} cannot be opened (error {error})",
    };

    public static string Busy(GpioChip chip, (int Line, string Consumer) busy)
    {
        var who = busy.Consumer.Length > 0 ? $"\"{busy.Consumer}\"" : "another driver or process";
        return $"line {busy.Line} of {chip.Name} [{chip.Label}] is used by {who}; stop it, or "
            + "choose another pin under indicator";
    }

    public static string Request(GpioChip chip, IReadOnlyList<int> lines, int error)
    {
        var which = $"lines {string.Join(", ", lines)} of {chip.Name} [{chip.Label}]";
        return error switch
        {
            GpioCalls.AccessDenied or GpioCalls.OperationNotPermitted => $"no permission to use {which}",
            GpioCalls.NoSuchDevice => $"{chip.Name} is gone",
            GpioCalls.Invalid => $"{which} cannot be used as asked; is a line named twice?",
            _ => $"{which} cannot be used (error {error})",
        };
    }
}
