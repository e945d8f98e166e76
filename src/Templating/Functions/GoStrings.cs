using System.Text;

namespace Hotaru.Templating;

public static class GoStrings
{
    /// <summary>Go's strings.Title: the first letter of each word in upper case, the rest as it is.</summary>
    public static string Title(string text)
    {
        var titled = new StringBuilder(text.Length);
        var previous = new Rune(' ');
        foreach (var rune in text.EnumerateRunes())
        {
            titled.Append((IsSeparator(previous) ? Rune.ToUpperInvariant(rune) : rune).ToString());
            previous = rune;
        }

        return titled.ToString();
    }

    private static bool IsSeparator(Rune rune)
    {
        if (rune.IsAscii) return !Rune.IsLetterOrDigit(rune) && rune.Value != '_';
        return !Rune.IsLetterOrDigit(rune) && Rune.IsWhiteSpace(rune);
    }
}
