using System.Text;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// The matcher syntax since 0.27: names and values are bare words or Go string literals in double quotes. A
/// bare word has no white space and none of <c>{}!=~,"'`\</c>.
/// </summary>
internal ref struct Utf8MatcherSyntax
{
    private const string Reserved = "{}!=~,\\\"'`";

    private readonly string _whole;
    private ReadOnlySpan<char> _rest;

    private Utf8MatcherSyntax(string text)
    {
        _whole = text;
        _rest = text;
    }

    public static Matcher ParseOne(string text)
    {
        var parser = new Utf8MatcherSyntax(text);
        var matcher = parser.TakeMatcher();
        parser.SkipSpace();
        if (!parser._rest.IsEmpty) throw parser.Fail("has something behind its matcher");
        return matcher;
    }

    public static IReadOnlyList<Matcher> ParseList(string text)
    {
        var parser = new Utf8MatcherSyntax(text);
        List<Matcher> matchers = [];
        var braced = parser.TryTake('{');
        parser.SkipSpace();
        while (!parser._rest.IsEmpty && parser._rest[0] != '}')
        {
            matchers.Add(parser.TakeMatcher());
            if (!parser.TryTake(',')) break;
            parser.SkipSpace();
        }

        if (parser.TryTake('}') != braced) throw parser.Fail("has a brace without its other one");
        parser.SkipSpace();
        return parser._rest.IsEmpty ? matchers : throw parser.Fail("has something behind its matchers");
    }

    private Matcher TakeMatcher()
    {
        var name = TakeWord("a label name");
        if (name.Length == 0) throw Fail("has an empty label name");
        SkipSpace();
        if (!ClassicMatcherSyntax.TryTakeOperator(ref _rest, out var op)) throw Fail("has no operator");
        return new Matcher(name, op, TakeWord("a value"));
    }

    private string TakeWord(string what)
    {
        SkipSpace();
        if (_rest is ['"', ..]) return TakeQuoted();
        var length = 0;
        while (length < _rest.Length && !char.IsWhiteSpace(_rest[length])
            && !Reserved.Contains(_rest[length]))
            length++;
        if (length == 0) throw Fail($"lacks {what}");
        var word = _rest[..length].ToString();
        _rest = _rest[length..];
        return word;
    }

    private string TakeQuoted()
    {
        var end = 1;
        while (end < _rest.Length && _rest[end] != '"') end += _rest[end] == '\\' ? 2 : 1;
        if (end >= _rest.Length) throw Fail("has an open quote");
        var value = Unescape(_rest[1..end]);
        _rest = _rest[(end + 1)..];
        return value;
    }

    private readonly string Unescape(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '\n') throw Fail("has a line break within quotes");
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            var digits = raw[++i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits == 0) text.Append(OneLetter(raw[i]));
            else if (i + digits < raw.Length
                && int.TryParse(
                    raw.Slice(i + 1, digits), System.Globalization.NumberStyles.HexNumber, null, out var code)
                && Rune.IsValid(code)) text.Append(new Rune(code).ToString());
            else throw Fail("has a broken escape");
            i += digits;
        }

        return text.ToString();
    }

    private readonly char OneLetter(char escape) => escape switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' => '\\',
        '"' => '"',
        _ => throw Fail($"has the unknown escape \\{escape}"),
    };

    private bool TryTake(char c)
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != c) return false;
        _rest = _rest[1..];
        return true;
    }

    private void SkipSpace() => _rest = _rest.TrimStart();

    private readonly FormatException Fail(string what) => new($"{GoText.Quote(_whole)} {what}");
}
