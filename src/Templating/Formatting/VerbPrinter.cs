using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>Prints one value under one directive, going into lists, maps and records as Go does.</summary>
internal static class VerbPrinter
{
    public static void Append(StringBuilder text, FormatVerb verb, Rune letter, TemplateValue value)
    {
        if (verb.Letter == 'T') Pad(text, verb, value.IsNil ? "<nil>" : value.TypeName);
        else if (verb.Letter == 'v' && verb.Sharp) Pad(text, verb, GoPrinter.Source(value));
        else if (value.Display is { } display && verb.Letter is 'v' or 's' or 'q' or 'x' or 'X')
            Text(text, verb, letter, value, value.Display ?? display);
        else Kinds(text, verb, letter, value);
    }

    private static void Kinds(StringBuilder text, FormatVerb verb, Rune letter, TemplateValue value)
    {
        switch (value)
        {
            case BoolValue flag when verb.Letter is 't' or 'v':
                Pad(text, verb, flag.Value ? "true" : "false");
                break;
            case IntValue whole: Whole(text, verb, letter, value, whole.Value); break;
            case DurationValue duration: Whole(text, verb, letter, value, duration.Value.Ticks * 100); break;
            case FloatValue number: Number(text, verb, letter, value, number.Value); break;
            case StringValue word: Text(text, verb, letter, value, word.Value); break;
            case ListValue list: Nested(text, verb, letter, "[", "]", list.Items.Select(i => ("", i))); break;
            case MapValue map: Nested(text, verb, letter, "map[", "]", Entries(map, verb, letter)); break;
            case RecordValue record: Nested(text, verb, letter, "{", "}", Members(record, verb)); break;
            case NilValue: Pad(text, verb, verb.Letter == 'v' ? "<nil>" : $"%!{letter}(<nil>)"); break;
            default: Bad(text, letter, value); break;
        }
    }

    private static IEnumerable<(string Before, TemplateValue Value)> Members(RecordValue record,
        FormatVerb verb) =>
        record.Members.Select(m => (verb.Names ? m.Key + ":" : "", m.Value));

    private static IEnumerable<(string Before, TemplateValue Value)> Entries(
        MapValue map, FormatVerb verb, Rune letter)
    {
        foreach (var key in map.Keys)
        {
            var before = new StringBuilder();
            Append(before, verb, letter, TemplateValue.Of(key));
            map.TryGet(key, out var value);
            yield return (before.Append(':').ToString(), value);
        }
    }

    private static void Nested(
        StringBuilder text, FormatVerb verb, Rune letter, string open, string close,
        IEnumerable<(string Before, TemplateValue Value)> items)
    {
        text.Append(open);
        var first = true;
        foreach (var (before, value) in items)
        {
            if (!first) text.Append(' ');
            first = false;
            text.Append(before);
            Append(text, verb, letter, value);
        }

        text.Append(close);
    }

    private static void Text(StringBuilder text, FormatVerb verb, Rune letter, TemplateValue value,
        string word)
    {
        if (verb.Letter is not ('v' or 's' or 'q' or 'x' or 'X'))
        {
            Bad(text, letter, value);
            return;
        }

        if (verb.Precision >= 0) word = FirstRunes(word, verb.Precision);
        Pad(text, verb, verb.Letter switch
        {
            'q' => verb.Sharp && !word.Contains('`') ? $"`{word}`" : GoText.Quote(word),
            'x' or 'X' => Hex(verb, Encoding.UTF8.GetBytes(word)),
            _ => word,
        });
    }

    private static string Hex(FormatVerb verb, byte[] bytes)
    {
        var digits = verb.Letter == 'X' ? Convert.ToHexString(bytes) : Convert.ToHexStringLower(bytes);
        var prefix = !verb.Sharp ? "" : verb.Letter == 'X' ? "0X" : "0x";
        if (!verb.Space) return digits.Length == 0 ? "" : prefix + digits;
        return string.Join(' ', digits.Chunk(2).Select(pair => prefix + new string(pair)));
    }

    private static string FirstRunes(string word, int count)
    {
        var end = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (count-- <= 0) break;
            end += rune.Utf16SequenceLength;
        }

        return word[..end];
    }

    private static void Whole(StringBuilder text, FormatVerb verb, Rune letter, TemplateValue value,
        long whole)
    {
        switch (verb.Letter)
        {
            case 'v' or 'd': Digits(text, verb, whole, 10, ""); break;
            case 'b': Digits(text, verb, whole, 2, verb.Sharp ? "0b" : ""); break;
            case 'o': Digits(text, verb, whole, 8, verb.Sharp ? "0" : ""); break;
            case 'O': Digits(text, verb, whole, 8, "0o"); break;
            case 'x': Digits(text, verb, whole, 16, verb.Sharp ? "0x" : ""); break;
            case 'X': Digits(text, verb, whole, 16, verb.Sharp ? "0X" : ""); break;
            case 'c': Pad(text, verb, RuneOf(whole).ToString()); break;
            case 'q': Pad(text, verb, $"'{RuneOf(whole)}'"); break;
            case 'U': Pad(text, verb, $"U+{whole:X4}"); break;
            default: Bad(text, letter, value); break;
        }
    }

    private static Rune RuneOf(long whole) =>
        whole is >= 0 and <= int.MaxValue
            && Rune.TryCreate((int)whole, out var rune) ? rune : Rune.ReplacementChar;

    private static void Digits(StringBuilder text, FormatVerb verb, long whole, int numberBase, string prefix)
    {
        var magnitude = (UInt128)(whole < 0 ? -(Int128)whole : whole);
        var digits = numberBase switch
        {
            2 => magnitude.ToString("b"),
            16 => magnitude.ToString(verb.Letter == 'X' ? "X" : "x"),
            8 => Octal(magnitude),
            _ => magnitude.ToString(CultureInfo.InvariantCulture),
        };
        var sign = whole < 0 ? "-" : verb.Plus ? "+" : verb.Space ? " " : "";
        if (verb.Precision >= 0)
            digits = whole == 0 && verb.Precision == 0 ? "" : digits.PadLeft(verb.Precision, '0');
        else if (verb is { Zero: true, Minus: false, Width: > 0 })
            digits = digits.PadLeft(Math.Max(0, verb.Width - sign.Length), '0');
        verb.Zero = false;
        Pad(text, verb, sign + prefix + digits);
    }

    private static string Octal(UInt128 value)
    {
        var text = "";
        do
        {
            text = (char)('0' + (int)(value % 8)) + text;
            value /= 8;
        }
        while (value > 0);
        return text;
    }

    private static void Number(StringBuilder text, FormatVerb verb, Rune letter, TemplateValue value,
        double number)
    {
        if (verb.Letter is not ('v' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G'))
        {
            Bad(text, letter, value);
            return;
        }

        var format = verb.Letter == 'v' ? 'g' : verb.Letter;
        var precision = verb.Precision < 0 && format is not ('g' or 'G') ? 6 : verb.Precision;
        var digits = GoDecimal.Format(number, format, precision);
        if (digits[0] is not ('-' or '+')) digits = "+" + digits;
        var sign = digits[0] == '-' ? "-" : verb.Plus ? "+" : verb.Space ? " " : "";
        // Infinity keeps its sign where none was asked for.
        if (double.IsPositiveInfinity(number) && sign != " ") sign = "+";
        digits = digits[1..];
        if (!double.IsFinite(number)) verb.Zero = false;
        if (verb is { Zero: true, Minus: false, Width: > 0 })
            digits = digits.PadLeft(Math.Max(0, verb.Width - sign.Length), '0');
        verb.Zero = false;
        Pad(text, verb, sign + digits);
    }

    private static void Bad(StringBuilder text, Rune letter, TemplateValue value) =>
        text.Append("%!").Append(letter.ToString()).Append('(').Append(value.TypeName).Append('=')
            .Append(GoPrinter.Print(value)).Append(')');

    private static void Pad(StringBuilder text, FormatVerb verb, string word)
    {
        var missing = verb.Width < 0 ? 0 : verb.Width - word.EnumerateRunes().Count();
        if (missing <= 0) text.Append(word);
        else if (verb.Minus) text.Append(word).Append(' ', missing);
        else text.Append(verb.Zero ? '0' : ' ', missing).Append(word);
    }
}
