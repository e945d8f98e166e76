using System.Text;

namespace Hotaru.Notifier;

/// <summary>
/// The encodings of mail: encoded words in headers (RFC 2047) and quoted-printable bodies (RFC 2045).
/// </summary>
internal static class MailText
{
    private const int MaxWord = 75;
    private const int MaxLine = 76;

    /// <summary>
    /// One header with its line end, folded, encoded where it is not ASCII. Line breaks become spaces.
    /// </summary>
    public static string Header(string name, string value)
    {
        var clean = value.ReplaceLineEndings(" ");
        var isPlain = Ascii.IsValid(clean) && !clean.Any(char.IsControl);
        return Fold($"{name}: {(isPlain ? clean : Encoded(clean))}") + "\r\n";
    }

    public static string QuotedPrintable(string text)
    {
        var encoded = new StringBuilder();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            AppendLine(encoded, Encoding.UTF8.GetBytes(line));
            encoded.Append("\r\n");
        }

        return encoded.ToString();
    }

    private static void AppendLine(StringBuilder encoded, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var b = line[i];
            var isLast = i == line.Length - 1;
            var isPlain = b is >= 33 and <= 126 and not (byte)'='
                || (b is (byte)' ' or (byte)'\t' && !isLast);
            var width = isPlain ? 1 : 3;
            if (column + width > MaxLine - 1)
            {
                encoded.Append("=\r\n");
                column = 0;
            }

            if (isPlain) encoded.Append((char)b);
            else encoded.Append($"={b:X2}");
            column += width;
        }
    }

    private static string Encoded(string value)
    {
        const string begin = "=?utf-8?q?";
        var text = new StringBuilder();
        var word = new StringBuilder(begin);
        foreach (var rune in value.EnumerateRunes())
        {
            var part = EncodedRune(rune);
            if (word.Length + part.Length + 2 > MaxWord)
            {
                text.Append(word).Append("?= ");
                word.Clear().Append(begin);
            }

            word.Append(part);
        }

        return text.Append(word).Append("?=").ToString();
    }

    private static string EncodedRune(Rune rune)
    {
        if (rune.Value == ' ') return "_";
        if (rune.Value is >= 33 and <= 126 and not '=' and not '?' and not '_') return rune.ToString();
        var part = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(rune.ToString())) part.Append($"={b:X2}");
        return part.ToString();
    }

    /// <summary>Breaks long headers before spaces.</summary>
    private static string Fold(string header)
    {
        var folded = new StringBuilder();
        var rest = header.AsSpan();
        while (rest.Length > MaxLine)
        {
            var at = rest[..MaxLine].LastIndexOf(' ');
            // A space at the very front, or right behind the name, is no place to break.
            if (at <= 0 || (folded.Length == 0 && at <= header.IndexOf(':', StringComparison.Ordinal) + 1))
                at = rest[1..].IndexOf(' ') + 1;
            if (at <= 1) break;
            folded.Append(rest[..at]).Append("\r\n");
            rest = rest[at..];
        }

        return folded.Append(rest).ToString();
    }
}
