using System.Text;

namespace Hotaru.Notifier;

/// <summary>Keeps texts within what a service takes, so that a long one still arrives.</summary>
internal static class TextLimit
{
    /// <summary>At most so many characters (code points), with an ellipsis where something was cut.</summary>
    public static string Runes(string text, int max)
    {
        if (text.Length <= max) return text;
        var cut = new StringBuilder(max);
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > max) return string.Concat(WithoutLast(cut), "…");
            cut.Append(rune.ToString());
        }

        return text;
    }

    /// <summary>At most so many bytes of UTF-8, with an ellipsis where something was cut.</summary>
    public static string Bytes(string text, int max)
    {
        if (Encoding.UTF8.GetByteCount(text) <= max) return text;
        var cut = new StringBuilder();
        var bytes = Encoding.UTF8.GetByteCount("…");
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > max) break;
            cut.Append(rune.ToString());
        }

        return cut.Append('…').ToString();
    }

    private static string WithoutLast(StringBuilder text)
    {
        var last = char.IsLowSurrogate(text[^1]) ? 2 : 1;
        return text.ToString(0, text.Length - last);
    }
}
