using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hotaru.Model;

/// <summary>
/// What RE2's syntax and .NET's write differently, and what RE2 does not have. Source: RE2's syntax page,
/// .NET's quick reference. One instance translates one expression.
/// </summary>
internal sealed class GoRegexSyntax(string pattern, bool dotMatchesNewline)
{
    /// <summary>RE2 repeats at most this often.</summary>
    private const int MaxRepeat = 1000;

    private readonly StringBuilder _text = new(pattern.Length + 16);

    // With (?m) the dollar is the end of a line in both dialects.
    private readonly bool _isMultiline = Regex.IsMatch(pattern, @"\(\?[a-zA-Z]*m[a-zA-Z]*(-[a-zA-Z]*)?[:)]");

    /// <exception cref="FormatException">RE2 does not know the construct.</exception>
    public string Translate()
    {
        for (var i = 0; i < pattern.Length;)
        {
            i = pattern[i] switch
            {
                '\\' => Escape(i, inClass: false),
                '[' => Class(i),
                '(' => Group(i),
                '.' => Dot(i),
                '{' => Repeat(i),
                // Without (?m) Go's $ is the end of the text, .NET's may be before a newline.
                '$' when !_isMultiline => Put("\\z", i + 1),
                _ => Put(pattern[i].ToString(), i + 1),
            };
        }

        return _text.ToString();
    }

    /// <summary>
    /// Go's template expansion: the longest name of letters, digits and underscores counts.
    /// </summary>
    public static string Expand(string template, Match match)
    {
        var text = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length;)
        {
            if (template[i] != '$' || i + 1 == template.Length)
            {
                text.Append(template[i++]);
                continue;
            }

            if (template[i + 1] == '$')
            {
                text.Append('$');
                i += 2;
                continue;
            }

            var name = ReferenceName(template, i + 1, out var end);
            if (name is null)
            {
                text.Append(template[i++]);
                continue;
            }

            text.Append(match.Groups[name].Value);
            i = end;
        }

        return text.ToString();
    }

    private static string? ReferenceName(string template, int start, out int end)
    {
        var braced = template[start] == '{';
        var from = braced ? start + 1 : start;
        end = from;
        while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] == '_')) end++;
        if (end == from) return null;
        var name = template[from..end];
        if (!braced) return name;
        if (end == template.Length || template[end] != '}') return null;
        end++;
        return name;
    }

    private int Put(string translated, int next)
    {
        _text.Append(translated);
        return next;
    }

    /// <summary>A dot is a whole character for RE2, and may be two UTF-16 units here.</summary>
    private int Dot(int at)
    {
        var repeats = at + 1 < pattern.Length && pattern[at + 1] is '*' or '+';
        if (repeats) return Put(".", at + 1);
        var single = dotMatchesNewline ? @"[^\uD800-\uDFFF]" : @"[^\n\uD800-\uDFFF]";
        return Put($@"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|{single})", at + 1);
    }

    private int Repeat(int at)
    {
        var match = Regex.Match(pattern[at..], @"^\{(\d+)(?:,(\d*))?\}");
        foreach (var count in match.Success ? match.Groups.Values.Skip(1).Where(g => g.Length > 0) : [])
        {
            if (count.Length > 4 || int.Parse(count.Value, CultureInfo.InvariantCulture) > MaxRepeat)
                throw Unknown($"invalid repeat count {match.Value}");
        }

        return Put("{", at + 1);
    }

    private int Escape(int at, bool inClass)
    {
        if (at + 1 == pattern.Length) throw Unknown("trailing backslash at end of expression");
        var next = pattern[at + 1];
        switch (next)
        {
            case 'Q' when !inClass:
                var end = pattern.IndexOf("\\E", at + 2, StringComparison.Ordinal);
                return Put(
                    Regex.Escape(pattern[(at + 2)..(end < 0 ? pattern.Length : end)]),
                    end < 0 ? pattern.Length : end + 2);
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S': return Put(AsciiClasses.Perl(next, inClass), at + 2);
            case 'x': return Hexadecimal(at);
            case 'p' or 'P': return Property(at, next);
            case 'A' or 'z' or 'b' or 'B' when !inClass: return Put("\\" + next, at + 2);
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v': return Put("\\" + next, at + 2);
            case >= '0' and <= '7': return Octal(at);
        }

        if (char.IsAsciiLetterOrDigit(next) || next >= 0x80)
            throw Unknown($"invalid escape sequence: \\{next}");
        return Put("\\" + next, at + 2);
    }

    private int Octal(int at)
    {
        var end = at + 1;
        while (end < pattern.Length && end < at + 4 && pattern[end] is >= '0' and <= '7') end++;
        var digits = pattern[(at + 1)..end];
        // One digit other than zero would refer back to a group, which RE2 does not do.
        if (digits.Length == 1 && digits != "0") throw Unknown($"invalid escape sequence: \\{digits}");
        return Put($"\\u{Convert.ToInt32(digits, 8):X4}", end);
    }

    private int Hexadecimal(int at)
    {
        var braced = at + 2 < pattern.Length && pattern[at + 2] == '{';
        var close = braced ? pattern.IndexOf('}', at) : at + 4;
        var digits = close < 0 || close > pattern.Length ? "" : pattern[(braced ? at + 3 : at + 2)..close];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is < 0 or > 0x10FFFF or >= 0xD800 and < 0xE000)
            throw Unknown("invalid escape sequence: \\x");
        foreach (var unit in char.ConvertFromUtf32(code)) _text.Append(CultureInfo.InvariantCulture,
            $"\\u{(int)unit:X4}");
        return braced ? close + 1 : close;
    }

    private int Property(int at, char kind)
    {
        if (at + 2 == pattern.Length) throw Unknown($"invalid character class range: \\{kind}");
        if (pattern[at + 2] != '{') return Put($"\\{kind}{{{pattern[at + 2]}}}", at + 3);
        var close = pattern.IndexOf('}', at);
        if (close < 0) throw Unknown($"invalid character class range: {pattern[at..]}");
        var name = pattern[(at + 3)..close];
        var isNegated = name.StartsWith('^');
        if (isNegated) (name, kind) = (name[1..], kind == 'p' ? 'P' : 'p');
        // Scripts are blocks in .NET; general categories have one or two letters in both.
        return Put($"\\{kind}{{{(name.Length > 2 ? "Is" + name : name)}}}", close + 1);
    }

    private int Class(int at)
    {
        _text.Append('[');
        var i = at + 1;
        if (i < pattern.Length && pattern[i] == '^')
        {
            _text.Append('^');
            i++;
        }

        var first = true;
        while (i < pattern.Length && (pattern[i] != ']' || first))
        {
            first = false;
            i = pattern[i] switch
            {
                '\\' => Escape(i, inClass: true),
                '[' => BracketInClass(i),
                ']' => Put("\\]", i + 1),
                _ => Put(pattern[i].ToString(), i + 1),
            };
        }

        if (i >= pattern.Length) throw Unknown($"missing closing ]: {pattern[at..]}");
        return Put("]", i + 1);
    }

    private int BracketInClass(int at)
    {
        var end = at + 1 < pattern.Length && pattern[at + 1] == ':'
            ? pattern.IndexOf(":]", at + 2, StringComparison.Ordinal)
            : -1;
        if (end < 0) return Put("\\[", at + 1);
        var name = pattern[(at + 2)..end];
        var members = AsciiClasses.Posix(name) ?? throw Unknown($"invalid character class range: [:{name}:]");
        return Put(members, end + 2);
    }

    private int Group(int at)
    {
        var rest = pattern.AsSpan(at);
        if (!rest.StartsWith("(?", StringComparison.Ordinal)) return Put("(", at + 1);
        if (rest.StartsWith("(?P<", StringComparison.Ordinal)) return Put("(?<", at + 4);
        if (rest.StartsWith("(?<",
            StringComparison.Ordinal) && rest.Length > 3 && rest[3] is not ('=' or '!'))
            return Put("(?<", at + 3);
        // What is left are flags: i, m and s; U (which swaps greediness) has no counterpart.
        var end = at + 2;
        while (end < pattern.Length && pattern[end] is 'i' or 'm' or 's' or '-') end++;
        if (end == pattern.Length || pattern[end] is not (':' or ')'))
            throw Unknown(
                $"invalid or unsupported Perl syntax: {pattern[at..Math.Min(pattern.Length, end + 1)]}");
        return Put(pattern[at..end], end);
    }

    private FormatException Unknown(string what) =>
        new($"error parsing regexp: {what} in {GoText.Quote(pattern)}");
}
