using System.Text;
using System.Text.RegularExpressions;

namespace Hotaru.Model;

/// <summary>What RE2's syntax and .NET's write differently. Source: RE2's syntax page, .NET's quick reference.</summary>
internal static class GoRegexSyntax
{
    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z", ["alpha"] = "A-Za-z", ["ascii"] = @"\x00-\x7F", ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F", ["digit"] = "0-9", ["graph"] = "!-~", ["lower"] = "a-z",
        ["print"] = " -~", ["punct"] = @"!-/:-@\[-`{-~", ["space"] = @"\t\n\v\f\r ", ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_", ["xdigit"] = "0-9A-Fa-f",
    };

    /// <exception cref="FormatException">RE2 does not know the construct.</exception>
    public static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            if (c == '\\') i = Escape(pattern, i, text, inClass: false);
            else if (c == '[') i = Class(pattern, i, text);
            else if (c == '(') i = Group(pattern, i, text);
            else if (c == '$')
            {
                text.Append("\\z"); // Without (?m) Go's $ is the end of the text, .NET's may be before a newline.
                i++;
            }
            else
            {
                text.Append(c);
                i++;
            }
        }

        return text.ToString();
    }

    /// <summary>Go's template expansion: the longest name of letters, digits and underscores counts.</summary>
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

    private static int Escape(string pattern, int at, StringBuilder text, bool inClass)
    {
        if (at + 1 == pattern.Length) throw new FormatException($"\"{pattern}\" ends in a backslash");
        var next = pattern[at + 1];
        switch (next)
        {
            case 'Q' when !inClass:
                var end = pattern.IndexOf("\\E", at + 2, StringComparison.Ordinal);
                text.Append(Regex.Escape(pattern[(at + 2)..(end < 0 ? pattern.Length : end)]));
                return end < 0 ? pattern.Length : end + 2;
            case 'C' or 'Z' or 'G' or 'K' or 'X' or 'R' or >= '1' and <= '9':
                throw new FormatException($"\"{pattern}\": \\{next} is not known");
            case 'd' or 'D' or 'w' or 'W' or 's' or 'S':
                text.Append(AsciiClass(next, inClass));
                return at + 2;
            case 'x' when at + 2 < pattern.Length && pattern[at + 2] == '{':
                var close = pattern.IndexOf('}', at);
                if (close < 0) throw new FormatException($"\"{pattern}\": \\x{{ is not closed");
                var code = Convert.ToInt32(pattern[(at + 3)..close], 16);
                foreach (var unit in char.ConvertFromUtf32(code)) text.Append($"\\u{(int)unit:X4}");
                return close + 1;
            case 'p' or 'P' when at + 2 < pattern.Length && pattern[at + 2] != '{':
                text.Append($"\\{next}{{{pattern[at + 2]}}}");
                return at + 3;
            default:
                text.Append('\\').Append(next);
                return at + 2;
        }
    }

    private static string AsciiClass(char letter, bool inClass)
    {
        var members = char.ToLowerInvariant(letter) switch
        {
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            _ => @"\t\n\f\r ",
        };
        if (char.IsLower(letter)) return inClass ? members : $"[{members}]";
        // A negated class within a class has no .NET form but its own complement over the basic plane.
        return inClass ? letter switch
        {
            'D' => @"\x00-/:-\uFFFF",
            'W' => @"\x00-/:-@\[-\^`{-\uFFFF",
            _ => @"\x00-\x08\x0B\x0E-\x1F!-\uFFFF",
        } : $"[^{members}]";
    }

    private static int Class(string pattern, int at, StringBuilder text)
    {
        text.Append('[');
        var i = at + 1;
        if (i < pattern.Length && pattern[i] == '^')
        {
            text.Append('^');
            i++;
        }

        var first = true;
        while (i < pattern.Length && (pattern[i] != ']' || first))
        {
            first = false;
            if (pattern[i] == '\\') i = Escape(pattern, i, text, inClass: true);
            else if (pattern[i] == '[') i = BracketInClass(pattern, i, text);
            else if (pattern[i] == ']')
            {
                text.Append("\\]");
                i++;
            }
            else text.Append(pattern[i++]);
        }

        if (i >= pattern.Length) throw new FormatException($"\"{pattern}\": missing closing ]");
        text.Append(']');
        return i + 1;
    }

    private static int BracketInClass(string pattern, int at, StringBuilder text)
    {
        if (at + 1 < pattern.Length && pattern[at + 1] == ':')
        {
            var end = pattern.IndexOf(":]", at + 2, StringComparison.Ordinal);
            if (end > 0)
            {
                var name = pattern[(at + 2)..end];
                if (!PosixClasses.TryGetValue(name, out var members))
                    throw new FormatException($"\"{pattern}\": [:{name}:] is not a class");
                text.Append(members);
                return end + 2;
            }
        }

        text.Append("\\[");
        return at + 1;
    }

    private static int Group(string pattern, int at, StringBuilder text)
    {
        var rest = pattern.AsSpan(at);
        if (rest.StartsWith("(?P<", StringComparison.Ordinal))
        {
            text.Append("(?<");
            return at + 4;
        }

        if (rest.StartsWith("(?=", StringComparison.Ordinal) || rest.StartsWith("(?!", StringComparison.Ordinal)
            || rest.StartsWith("(?<=", StringComparison.Ordinal) || rest.StartsWith("(?<!", StringComparison.Ordinal)
            || rest.StartsWith("(?>", StringComparison.Ordinal) || rest.StartsWith("(?#", StringComparison.Ordinal))
            throw new FormatException($"\"{pattern}\": {rest[..3]} is not known");
        text.Append('(');
        return at + 1;
    }
}
