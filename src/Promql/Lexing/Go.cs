using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>The verbs of Go's fmt that the peers' messages are made of.</summary>
internal static class Go
{
    /// <summary>%q of a string.</summary>
    public static string Quote(string text)
    {
        if (IsValid(text)) return GoText.Quote(text);
        var quoted = new StringBuilder("\"");
        var from = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsEscapedByte(text, i)) continue;
            quoted.Append(GoText.Quote(text[from..i]).AsSpan()[1..^1]);
            if (i < text.Length) quoted.Append(CultureInfo.InvariantCulture, $"\\x{text[i] - 0xDC00:x2}");
            from = i + 1;
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Whether a text is free of bytes that were no UTF-8.</summary>
    public static bool IsValid(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscapedByte(text, i)) return false;
        }

        return true;
    }

    /// <summary>Whether a text can be the name of a label.</summary>
    public static bool IsLabelName(string text) => text.Length > 0 && IsValid(text);

    private static bool IsEscapedByte(string text, int at) =>
        char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    /// <summary>%q of a character.</summary>
    public static string Quote(char c) => c switch
    {
        '\'' => @"'\''",
        '"' => "'\"'",
        _ => $"'{GoText.Quote(c.ToString())[1..^1]}'",
    };

    /// <summary>%v, or %g, of a float.</summary>
    public static string Float(double value) => GoFloat.General(value);

    /// <summary>%.2g of a float.</summary>
    public static string TwoDigits(double value)
    {
        if (!double.IsFinite(value) || value == 0) return Float(value);
        var text = value.ToString("E1", CultureInfo.InvariantCulture);
        var rounded = double.Parse(text, CultureInfo.InvariantCulture);
        var exponent = (int)Math.Floor(Math.Log10(Math.Abs(rounded)));
        if (exponent is >= -4 and < 2) return Float(rounded);
        var mantissa =
            text[..text.IndexOf('E', StringComparison.Ordinal)].Replace(".0", "", StringComparison.Ordinal);
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }
}
