using System.Globalization;
using System.Text;

namespace Hotaru.Model;

/// <summary>RE2's named classes as ranges that can stand in a .NET character class.</summary>
internal static class AsciiClasses
{
    private static readonly Dictionary<string, string> Members = new(StringComparer.Ordinal)
    {
        ["alnum"] = "09AZaz",
        ["alpha"] = "AZaz",
        ["ascii"] = "\0\x7F",
        ["blank"] = "\t\t  ",
        ["cntrl"] = "\0\x1F\x7F\x7F",
        ["digit"] = "09",
        ["graph"] = "!~",
        ["lower"] = "az",
        ["print"] = " ~",
        ["punct"] = "!/:@[`{~",
        ["space"] = "\t\r  ",
        ["upper"] = "AZ",
        ["word"] = "09AZ__az",
        ["xdigit"] = "09AFaf",
    };

    /// <summary>\d, \w, \s and their complements; only ASCII counts.</summary>
    public static string Perl(char letter, bool inClass)
    {
        // \s has no vertical tab, unlike [:space:].
        var ranges = char.ToLowerInvariant(letter) switch
        {
            'd' => "09",
            'w' => Members["word"],
            _ => "\t\n\f\r  "
        };
        var members = Ranges(ranges, char.IsUpper(letter));
        return inClass ? members : $"[{members}]";
    }

    /// <summary>The members of [:name:] or [:^name:], or null where there is no such class.</summary>
    public static string? Posix(string name)
    {
        var isNegated = name.StartsWith('^');
        return Members.TryGetValue(isNegated ? name[1..] : name, out var ranges) ? Ranges(ranges,
            isNegated) : null;
    }

    /// <param name="ranges">First and last character of each range, in rising order.</param>
    private static string Ranges(string ranges, bool complement)
    {
        var text = new StringBuilder();
        var next = '\0';
        for (var i = 0; i < ranges.Length; i += 2)
        {
            if (!complement) Append(text, ranges[i], ranges[i + 1]);
            else if (ranges[i] > next) Append(text, next, (char)(ranges[i] - 1));
            next = (char)(ranges[i + 1] + 1);
        }

        if (complement) Append(text, next, '\uFFFF');
        return text.ToString();
    }

    private static void Append(StringBuilder text, char first, char last) =>
        text.Append(CultureInfo.InvariantCulture, $"\\u{(int)first:X4}-\\u{(int)last:X4}");
}
