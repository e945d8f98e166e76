using System.Text;

namespace Hotaru.Templating;

/// <summary>
/// Go's Sprintf: directives with flags, width, precision, <c>*</c> and argument indexes, and its errors.
/// </summary>
internal sealed class GoFormat(string format, IReadOnlyList<TemplateValue> arguments)
{
    /// <summary>Go's own bound on widths and precisions.</summary>
    private const int MaxNumber = 1_000_000;

    private readonly StringBuilder _text = new();
    private int _at;
    private int _argument;
    private bool _reordered;
    private bool _badIndex;
    private bool _sawIndex;

    public string Run()
    {
        while (_at < format.Length)
        {
            var percent = format.IndexOf('%', _at);
            if (percent < 0) percent = format.Length;
            _text.Append(format, _at, percent - _at);
            _at = percent + 1;
            if (percent == format.Length) break;
            Directive();
        }

        if (!_reordered && _argument < arguments.Count) AppendExtra();
        return _text.ToString();
    }

    private void Directive()
    {
        var verb = new FormatVerb { Width = -1, Precision = -1 };
        _badIndex = false;
        Flags(ref verb);
        Index();
        Width(ref verb);
        Precision(ref verb);
        if (!_sawIndex) Index();
        if (_at >= format.Length)
        {
            _text.Append("%!(NOVERB)");
            return;
        }

        Rune.DecodeFromUtf16(format.AsSpan(_at), out var letter, out var length);
        _at += length;
        verb.Letter = letter.Value < 128 ? (char)letter.Value : '\uFFFD';
        if (verb is { Letter: 'v', Plus: true }) (verb.Plus, verb.Names) = (false, true);
        if (verb.Letter == '%') _text.Append('%');
        else if (_badIndex) _text.Append("%!").Append(letter.ToString()).Append("(BADINDEX)");
        else if (_argument >= arguments.Count)
            _text.Append("%!").Append(letter.ToString()).Append("(MISSING)");
        else VerbPrinter.Append(_text, verb, letter, arguments[_argument++]);
    }

    private void Flags(ref FormatVerb verb)
    {
        for (; _at < format.Length; _at++)
        {
            switch (format[_at])
            {
                case '#': verb.Sharp = true; break;
                case '0': verb.Zero = true; break;
                case '+': verb.Plus = true; break;
                case '-': verb.Minus = true; break;
                case ' ': verb.Space = true; break;
                default: return;
            }
        }
    }

    private void Width(ref FormatVerb verb)
    {
        if (_at < format.Length && format[_at] == '*')
        {
            _at++;
            if (Star() is { } width)
            {
                verb.Width = Math.Abs(width);
                if (width < 0) (verb.Minus, verb.Zero) = (true, false);
            }
            else _text.Append("%!(BADWIDTH)");

            _sawIndex = false;
            return;
        }

        verb.Width = Number() ?? -1;
        if (_sawIndex && verb.Width >= 0) _badIndex = true;
    }

    private void Precision(ref FormatVerb verb)
    {
        if (_at >= format.Length || format[_at] != '.') return;
        _at++;
        if (_sawIndex) _badIndex = true;
        Index();
        if (_at < format.Length && format[_at] == '*')
        {
            _at++;
            if (Star() is { } precision and >= 0) verb.Precision = precision;
            else _text.Append("%!(BADPREC)");
            _sawIndex = false;
            return;
        }

        verb.Precision = Number() ?? 0;
    }

    /// <summary>An explicit argument index: <c>[2]</c>.</summary>
    private void Index()
    {
        _sawIndex = false;
        if (_at >= format.Length || format[_at] != '[') return;
        _reordered = true;
        var close = format.IndexOf(']', _at);
        if (close < 0)
        {
            _badIndex = true;
            _at++;
            return;
        }

        if (int.TryParse(format.AsSpan(_at + 1, close - _at - 1), out var index) && index >= 1
            && index <= arguments.Count)
        {
            _argument = index - 1;
            _sawIndex = true;
        }
        else _badIndex = true;

        _at = close + 1;
    }

    private int? Number()
    {
        var start = _at;
        while (_at < format.Length && char.IsAsciiDigit(format[_at])) _at++;
        if (_at == start) return null;
        return int.TryParse(format.AsSpan(start, _at - start), out var number) && number <= MaxNumber
            ? number
            : null;
    }

    private int? Star()
    {
        if (_argument >= arguments.Count) return null;
        return arguments[_argument++] is IntValue { Value: >= -MaxNumber and <= MaxNumber } whole
            ? (int)whole.Value
            : null;
    }

    private void AppendExtra()
    {
        _text.Append("%!(EXTRA ");
        for (var i = _argument; i < arguments.Count; i++)
        {
            if (i > _argument) _text.Append(", ");
            if (arguments[i].IsNil) _text.Append("<nil>");
            else _text.Append(arguments[i].TypeName).Append('=').Append(GoPrinter.Print(arguments[i]));
        }

        _text.Append(')');
    }
}
