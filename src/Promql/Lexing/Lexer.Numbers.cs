namespace Hotaru.Promql;

/// <summary>Numbers (decimal, hexadecimal, octal, with underscores) and durations.</summary>
internal sealed partial class Lexer
{
    private const string Digits = "0123456789";
    private const string HexDigits = "0123456789abcdefABCDEF";

    private Token NumberOrDuration()
    {
        _position = _start;
        if (ScanNumber()) return Emit(TokenKind.Number);
        if (ScanRestOfDuration()) return Emit(TokenKind.Duration);
        return Fail(
            $"bad number or duration syntax: {Go.Quote(text[_start..Math.Min(_position, text.Length)])}");
    }

    /// <summary>Takes what can be a number; whether it is one is found when it is read.</summary>
    private bool ScanNumber()
    {
        var digits = Digits;
        if (Accept("0") && Accept("xX"))
        {
            Accept("_");
            digits = HexDigits;
        }

        Accept(".");
        Accept(digits);
        var sawDot = false;
        var sawExponent = false;
        while (Is(digits) || Is("._eE"))
        {
            if ((Is(".") && sawDot) || (Is("eE") && sawExponent && !Is(digits)))
            {
                _position++;
                return false;
            }

            if (Accept("."))
            {
                sawDot = true;
                if (Accept("_.") || digits == HexDigits) return false;
            }
            else if (digits == Digits && Accept("eE"))
            {
                sawExponent = true;
                Accept("+-");
                if (Accept("._eE") || AtEnd) return false;
            }
            else if (Accept("_"))
            {
                if (Accept("._eE") || AtEnd) return false;
            }
            else
            {
                while (Accept(digits))
                {
                }
            }
        }

        return !IsAlphanumeric(Current);
    }

    private bool ScanRestOfDuration()
    {
        if (!Accept("smhdwy")) return false;
        Accept("s");
        while (Accept(Digits))
        {
            while (Accept(Digits))
            {
            }

            // Years come first, so they are not expected here.
            if (!Accept("smhdw")) return false;
            Accept("s");
        }

        if (!IsAlphanumeric(Current)) return true;
        _position++;
        return false;
    }

    private bool Is(string set) => !AtEnd && set.Contains(Current, StringComparison.Ordinal);

    private bool Accept(string set)
    {
        if (!Is(set)) return false;
        _position++;
        return true;
    }
}
