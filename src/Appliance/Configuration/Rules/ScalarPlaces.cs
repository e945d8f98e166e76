using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>
/// Finds the place in the file of a character of a scalar's value, also where the scalar is folded over lines or
/// stands in a block: the value is laid beside the text as written, and line ends with their indentation are
/// skipped.
/// </summary>
internal sealed class ScalarPlaces(string text)
{
    private readonly string[] _lines = text.Split('\n');

    /// <param name="offset">Index into the value.</param>
    public SourcePosition Of(ConfigNode scalar, int offset)
    {
        var (line, column) = (scalar.At.Line - 1, scalar.At.Column - 1);
        if (scalar.IsQuoted) column++;
        if (scalar.IsBlock) (line, column) = (line + 1, 0);
        var value = scalar.ScalarText ?? "";
        Settle(ref line, ref column, scalar.IsBlock || column == 0);
        for (var i = 0; i < offset && i < value.Length; i++)
        {
            if (line >= _lines.Length) return scalar.At;
            var row = _lines[line].TrimEnd('\r');
            if (column < row.Length && Same(row, column, value[i], scalar.IsQuoted, out var width))
            {
                column += width;
                continue;
            }

            // A line ends here; in the value it is a newline or, folded, a space.
            if (row.AsSpan(Math.Min(column, row.Length)).Trim().Length > 0) return scalar.At;
            (line, column) = (line + 1, 0);
            while (value[i] != '\n' && line < _lines.Length && string.IsNullOrWhiteSpace(_lines[line])) line++;
            Settle(ref line, ref column, !(value[i] == '\n' && IsBlank(line)));
        }

        // The next character may be on the next line only.
        return new SourcePosition(scalar.At.File, line + 1, column + 1);
    }

    private bool IsBlank(int line) => line < _lines.Length && string.IsNullOrWhiteSpace(_lines[line]);

    private void Settle(ref int line, ref int column, bool skipsIndentation)
    {
        if (!skipsIndentation) return;
        while (IsBlank(line) && column == 0 && line + 1 < _lines.Length) line++;
        if (line >= _lines.Length) return;
        while (column < _lines[line].Length && _lines[line][column] is ' ' or '\t') column++;
    }

    /// <summary>Whether the character stands there, an escape of a quoted scalar counting as what it means.</summary>
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
