using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Points with repetition: <c>1 2x3 4+5x6 _ stale {{count:1}}x2</c>.</summary>
internal sealed class SequenceParser(string text, int start)
{
    private int _at = start;

    private char Current => _at < text.Length ? text[_at] : '\0';

    public List<SequenceValue> Parse()
    {
        var values = new List<SequenceValue>();
        while (true)
        {
            while (Current is ' ' or '\t') _at++;
            if (_at >= text.Length) return values;
            Item(values);
            if (_at < text.Length && Current is not (' ' or '\t'))
                throw Fault($"unexpected character in series sequence: {Go.Quote(Current)}");
        }
    }

    private void Item(List<SequenceValue> values)
    {
        if (text.AsSpan(_at).StartsWith("{{")) HistogramItem(values);
        else if (Current == '_')
        {
            _at++;
            var times = Take('x') ? Count() : 1;
            for (var i = 0; i < times; i++) values.Add(SequenceValue.None);
        }
        else if (text.AsSpan(_at).StartsWith("stale"))
        {
            _at += 5;
            values.Add(new SequenceValue(false, StaleMarker.Value));
        }
        else
        {
            FloatItem(values);
        }
    }

    private void FloatItem(List<SequenceValue> values)
    {
        var value = Number();
        double step = 0;
        var hasStep = Current is '+' or '-';
        if (hasStep) step = Number();
        if (!Take('x'))
        {
            if (hasStep) throw Fault("a step needs a count: write 1+2x3");
            values.Add(new SequenceValue(false, value));
            return;
        }

        var times = Count();
        for (var i = 0; i <= times; i++)
        {
            values.Add(new SequenceValue(false, value));
            if (hasStep) value += step;
        }
    }

    private void HistogramItem(List<SequenceValue> values)
    {
        var (histogram, hint) = Histogram();
        var sign = Current == '+' ? 1 : Current == '-' ? -1 : 0;
        if (sign == 0)
        {
            var times = Take('x') ? Count() : 0;
            for (var i = 0; i <= times; i++) values.Add(new SequenceValue(false, 0, histogram, hint));
            return;
        }

        _at++;
        var (step, stepHint) = Histogram();
        if (!Take('x')) throw Fault("a step needs a count: write {{}}+{{}}x3");
        var count = Count();
        for (var i = 0; i <= count; i++)
        {
            values.Add(new SequenceValue(false, 0, histogram, stepHint));
            if (i == count) break;
            if (histogram.Schema > step.Schema)
                throw Fault($"error combining histograms: cannot merge from schema {step.Schema} to "
                    + $"{histogram.Schema}");
            var next = sign > 0 ? histogram.Plus(step) : histogram.Minus(step);
            histogram = next?.ToHistogram() ?? throw Fault("cannot apply this operation on histograms with "
                + "a mix of exponential and custom bucket schemas");
        }
    }

    private (FloatHistogram Histogram, bool HintGiven) Histogram()
    {
        var open = _at;
        var close = text.IndexOf("}}", _at, StringComparison.Ordinal);
        if (!text.AsSpan(_at).StartsWith("{{") || close < 0)
            throw Fault("histogram description is not closed with }}");
        _at = close + 2;
        try
        {
            return HistogramLiteral.Parse(text[(open + 2)..close]);
        }
        catch (FormatException e)
        {
            throw new PromqlParseException(text, new TextRange(open, _at), e.Message);
        }
    }

    private double Number()
    {
        var from = _at;
        var sign = 1.0;
        if (Current is '+' or '-') sign = text[_at++] == '-' ? -1 : 1;
        var digits = _at;
        while (char.IsAsciiDigit(Current) || Current is '.' or '_'
            || (Current is 'e' or 'E' && _at > digits && char.IsAsciiDigit(text[_at - 1]))
            || (Current is '+' or '-' && _at > digits && text[_at - 1] is 'e' or 'E'
                && char.IsAsciiDigit(text[digits])))
            _at++;
        if (_at == digits)
        {
            while (char.IsAsciiLetter(Current) && Current != 'x') _at++;
        }

        var word = text[digits.._at];
        if (NumberText.TryParse(word, out var value)) return sign * value;
        while (char.IsAsciiLetterOrDigit(Current) && Current != 'x') _at++;
        if (PrometheusDuration.TryParse(text.AsSpan(digits, _at - digits), out var duration))
            return sign * duration.TotalSeconds;
        _at = from;
        throw Fault($"unexpected {Go.Quote(text[from..])} in series values, expected number or \"stale\"");
    }

    private int Count()
    {
        var from = _at;
        while (char.IsAsciiDigit(Current)) _at++;
        if (int.TryParse(
            text.AsSpan(from, _at - from), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= 1_000_000)
            return count;
        throw Fault("invalid repetition in series values");
    }

    private bool Take(char c)
    {
        if (Current != c) return false;
        _at++;
        return true;
    }

    private PromqlParseException Fault(string reason) => new(text, new TextRange(_at, text.Length), reason);
}
