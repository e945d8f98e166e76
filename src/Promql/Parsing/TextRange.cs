using System.Text;

namespace Hotaru.Promql;

/// <summary>A part of an expression's text, in UTF-16 units, the end excluded.</summary>
public readonly record struct TextRange(int Start, int End)
{
    public TextRange To(TextRange other) => new(Start, other.End);

    /// <summary>
    /// Line and column of the beginning, both from 1; the column counts bytes of UTF-8 as the peers do.
    /// </summary>
    public (int Line, int Column) Place(string text)
    {
        var until = Math.Clamp(Start, 0, text.Length);
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < until; i++)
        {
            if (text[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }

        return (line, Encoding.UTF8.GetByteCount(text.AsSpan(lineStart, until - lineStart)) + 1);
    }
}
