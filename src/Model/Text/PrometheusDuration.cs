using System.Text;

namespace Hotaru.Model;

/// <summary>
/// Durations as the peers write them: <c>1h30m</c>, units ms s m h d w y in falling order, each once.
/// </summary>
public static class PrometheusDuration
{
    private static readonly (string Unit, long Milliseconds)[] Units =
    [
        ("y", 365L * 86_400_000), ("w", 7L * 86_400_000), ("d", 86_400_000), ("h", 3_600_000),
        ("m", 60_000), ("s", 1000), ("ms", 1),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        if (text is "0") return true;
        if (text.IsEmpty) return false;
        long total = 0;
        var next = 0;
        while (!text.IsEmpty)
        {
            if (!TryTakePart(ref text, ref next, out var part)) return false;
            try
            {
                total = checked(total + part);
            }
            catch (OverflowException)
            {
                return false;
            }
        }

        // The peers hold durations in nanoseconds in 64 bits, which is about 292 years.
        if (total > long.MaxValue / 1_000_000) return false;
        duration = TimeSpan.FromMilliseconds(total);
        return true;
    }

    /// <summary>
    /// The shortest of the peers' forms, exact to the millisecond: <c>1h30m</c>, <c>0s</c>.
    /// </summary>
    public static string Format(TimeSpan duration)
    {
        var rest = duration.Ticks / TimeSpan.TicksPerMillisecond;
        if (rest == 0) return "0s";
        var text = new StringBuilder();
        if (rest < 0)
        {
            text.Append('-');
            rest = -rest;
        }

        foreach (var (unit, milliseconds) in Units)
        {
            // Years and weeks only where they come out even: 8d stays 8d.
            if (unit is "y" or "w" && rest % milliseconds != 0) continue;
            if (rest < milliseconds) continue;
            text.Append(rest / milliseconds).Append(unit);
            rest %= milliseconds;
        }

        return text.ToString();
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> text, ref int next, out long milliseconds)
    {
        milliseconds = 0;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        if (digits == 0 || !long.TryParse(text[..digits], out var number)) return false;
        text = text[digits..];
        var letters = 0;
        while (letters < text.Length && char.IsAsciiLetter(text[letters])) letters++;
        var unit = text[..letters];
        text = text[letters..];
        for (; next < Units.Length; next++)
        {
            if (!unit.SequenceEqual(Units[next].Unit)) continue;
            var factor = Units[next++].Milliseconds;
            if (number > long.MaxValue / factor) return false;
            milliseconds = number * factor;
            return true;
        }

        return false;
    }
}
