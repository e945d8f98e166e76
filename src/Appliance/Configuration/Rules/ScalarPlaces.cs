using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>
/// Finds the place in the file of a character of a scalar's value, also where the scalar is folded over lines
/// or stands in a block: the value is laid beside the text as written, and line ends with their indentation
/// are skipped.
/// </summary>
internal sealed class ScalarPlaces(string text)
{
    private readonly string[] _lines = text.Split('\n');

    /// <param name="offset">Index into the value.</param>
    public SourcePosition Of(ConfigNode scalar, int offset)
    {
        var value = scalar.ScalarText ?? "";
        var (line, column) = (scalar.At.Line - 1, scalar.At.Column - (scalar.IsQuoted ? 0 : 1));
        var indentation = -1;
        if (scalar.IsBlock)
        {
            line++;
            while (line < _lines.Length - 1 && string.IsNullOrWhiteSpace(_lines[line])) line++;
            indentation = line < _lines.Length ? Indentation(line) : 0;
            column = indentation;
        }

        for (var i = 0; i <= offset && i < value.Length;)
        {
            if (line >= _lines.Length) return scalar.At;
            var row = _lines[line].TrimEnd('\r');
            if (column < row.Length && Same(row, column, value[i], scalar.IsQuoted, out var width))
            {
                if (i == offset) break;
                column += width;
                i++;
                continue;
            }

            // A line ends here; in the value it is a newline, a space or, before a blank line, nothing.
            if (row.AsSpan(Math.Min(column, row.Length)).Trim().Length > 0) return scalar.At;
            if (value[i] is '\n' or ' ' && i++ == offset) break;
            line++;
            column = line >= _lines.Length ? 0 : indentation >= 0 ? indentation : Indentation(line);
        }

        return new SourcePosition(scalar.At.File, line + 1, column + 1);
    }

    private int Indentation(int line) => _lines[line].Length - _lines[line].TrimStart(' ', '\t').Length;

    /// <summary>
    /// Whether the character stands there, an escape of a quoted scalar counting as what it means.
    /// </summary>
    private static bool Same(string row, int column, char c, bool quoted, out int width)
    {
        width = 1;
        if (row[column] == c && !(quoted && c == '\'' && column + 1 < row.Length && row[column + 1] == '\''))
            return true;
        if (!quoted || column + 1 >= row.Length) return false;
        width = 2;
        return row[column] == '\\' || (row[column] == '\'' && row[column + 1] == '\'');
    }
}
