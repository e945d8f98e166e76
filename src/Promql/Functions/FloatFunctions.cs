namespace Hotaru.Promql;

/// <summary>Functions of one float.</summary>
internal static class FloatFunctions
{
    private static readonly Dictionary<string, Func<double, double>> All = new(StringComparer.Ordinal)
    {
        ["abs"] = Math.Abs,
        ["ceil"] = Math.Ceiling,
        ["floor"] = Math.Floor,
        ["exp"] = Math.Exp,
        ["sqrt"] = Math.Sqrt,
        ["ln"] = Math.Log,
        ["log2"] = Math.Log2,
        ["log10"] = Math.Log10,
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["asin"] = Math.Asin,
        ["acos"] =
            Math.Acos,
        ["atan"] = Math.Atan,
        ["sinh"] = Math.Sinh,
        ["cosh"] = Math.Cosh,
        ["tanh"] = Math.Tanh,
        ["asinh"] = Math.Asinh,
        ["acosh"] = Math.Acosh,
        ["atanh"] = Math.Atanh,
        ["rad"] = v => v * Math.PI / 180,
        ["deg"] = v => v * 180 / Math.PI,
        ["sgn"] = v => v < 0 ? -1 : v > 0 ? 1 : v,
    };

    private static readonly Dictionary<string, Func<DateTime, double>> Dates = new(StringComparer.Ordinal)
    {
        ["days_in_month"] = t => DateTime.DaysInMonth(t.Year, t.Month),
        ["day_of_month"] = t => t.Day,
        ["day_of_week"] = t => (int)t.DayOfWeek,
        ["day_of_year"] = t => t.DayOfYear,
        ["hour"] = t => t.Hour,
        ["minute"] = t => t.Minute,
        ["month"] = t => t.Month,
        ["year"] = t => t.Year,
    };

    public static Func<double, double>? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>A function of a time in seconds since the epoch, in UTC.</summary>
    public static Func<double, double>? FindDate(string name) =>
        Dates.TryGetValue(name, out var part) ? seconds => part(Date(seconds)) : null;

    private static DateTime Date(double seconds)
    {
        // Times outside the calendar of .NET (years 1 to 9999) stop at its ends.
        var ticks = Math.Clamp(Math.Truncate(seconds), -62135596800, 253402300799);
        return DateTime.UnixEpoch.AddSeconds(double.IsNaN(ticks) ? -62135596800 : ticks);
    }
}
