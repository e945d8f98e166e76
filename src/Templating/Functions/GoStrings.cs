using System.Text;

namespace Hotaru.Templating;

public static class GoStrings
{
    /// <summary>
    /// The first letter of each word in upper case, the rest as it is. Words are Unicode's: an apostrophe, a
    /// dot or a colon between letters and an underscore do not end one.
    /// </summary>
    public static string Title(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var titled = new StringBuilder(text.Length);
        var within = false;
        for (var i = 0; i < runes.Length; i++)
        {
            var isLetter = Rune.IsLetter(runes[i]);
            titled.Append((isLetter && !within ? Rune.ToUpperInvariant(runes[i]) : runes[i]).ToString());
            within = isLetter || (within && StaysWithin(runes, i));
        }

        return titled.ToString();
    }

    private static bool StaysWithin(Rune[] runes, int at) =>
        runes[at].Value == '_' || Rune.IsDigit(runes[at])
        || (runes[at].Value is '\'' or '.' or ':' or '\u2019' or '\u00B7' && at > 0 && at + 1 < runes.Length
            && Rune.IsLetter(runes[at - 1]) && Rune.IsLetter(runes[at + 1]));
}
