using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Escapes names for readers that take [a-zA-Z0-9_:] only, and undoes the form that can be undone.
/// </summary>
public static class NameEscaping
{
    public static string Escape(string name, EscapingScheme scheme)
    {
        if (name.Length == 0 || scheme == EscapingScheme.AllowUtf8) return name;
        if (scheme != EscapingScheme.Dots && LabelNames.IsLegacyValidMetric(name)) return name;
        var text = new StringBuilder(scheme == EscapingScheme.Values ? "U__" : "");
        var isFirst = true;
        foreach (var rune in name.EnumerateRunes())
        {
            text.Append(Escaped(rune, scheme, isFirst));
            isFirst = false;
        }

        return text.ToString();
    }

    /// <summary>
    /// Undoes <see cref="EscapingScheme.Values"/>; a name that was not escaped so comes back unchanged.
    /// </summary>
    public static string Unescape(string name)
    {
        if (!name.StartsWith("U__", StringComparison.Ordinal)) return name;
        var text = new StringBuilder();
        for (var i = 3; i < name.Length; i++)
        {
            if (name[i] != '_') text.Append(name[i]);
            else if (i + 1 < name.Length && name[i + 1] == '_')
            {
                text.Append('_');
                i++;
            }
            else
            {
                var end = name.IndexOf('_', i + 1);
                if (end < 0 || end - i > 7 || !TryRune(name.AsSpan(i + 1, end - i - 1), out var rune))
                    return name;
                text.Append(rune.ToString());
                i = end;
            }
        }

        return text.ToString();
    }

    private static string Escaped(Rune rune, EscapingScheme scheme, bool isFirst)
    {
        var isPlain = rune.IsAscii && (Rune.IsLetter(rune) || rune.Value is '_' or ':'
            || (!isFirst && Rune.IsDigit(rune)));
        return (scheme, rune.Value) switch
        {
            (EscapingScheme.Dots or EscapingScheme.Values, '_') => "__",
            (EscapingScheme.Dots, '.') => "_dot_",
            _ when isPlain => rune.ToString(),
            (EscapingScheme.Dots, _) => "__",
            (EscapingScheme.Values, _) => $"_{rune.Value:x}_",
            _ => "_",
        };
    }

    private static bool TryRune(ReadOnlySpan<char> hex, out Rune rune)
    {
        rune = default;
        return uint.TryParse(hex, NumberStyles.AllowHexSpecifier, null, out var value)
            && Rune.TryCreate(value, out rune);
    }
}
