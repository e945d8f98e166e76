using System.Globalization;
using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>
/// A line of start timestamps, relative to the samples of the line after it: <c>up@st -1m _ -1m+1sx3</c>.
/// </summary>
internal sealed record StartLine(Labels Labels, IReadOnlyList<long?> Offsets)
{
    public static bool Is(string line) => line.Split(' ', '\t')[0].EndsWith("@st", StringComparison.Ordinal);

    public static StartLine Parse(string line, Func<string, ScriptException> fault)
    {
        var parts = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var offsets = new List<long?>();
        foreach (var item in parts.Skip(1))
        {
            try
            {
                Add(offsets, item);
            }
            catch (FormatException e)
            {
                throw fault($"invalid @st sequence: invalid ST item \"{item}\": {e.Message}");
            }
        }

        return new StartLine(SeriesDescription.ParseLabels(parts[0][..^3]), offsets);
    }

    private static void Add(List<long?> offsets, string item)
    {
        if (item == "_" || item.StartsWith("_x", StringComparison.Ordinal))
        {
            var times = item == "_" ? 1 : Count(item[2..]);
            offsets.AddRange(Enumerable.Repeat<long?>(null, times));
            return;
        }

        var value = Duration(item, out var rest);
        long step = 0;
        if (rest.StartsWith('+') || rest.StartsWith('-')) step = Duration(rest, out rest);
        if (rest.Length == 0)
        {
            offsets.Add(value);
            return;
        }

        if (rest[0] != 'x') throw new FormatException("expected x and a count");
        var count = Count(rest[1..]);
        for (var i = 0; i <= count; i++) offsets.Add(value + i * step);
    }

    private static long Duration(string text, out string rest)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var start = text[0] is '+' or '-' ? 1 : 0;
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        while (end < text.Length && char.IsAsciiLetter(text[end]) && text[end] != 'x') end++;
        if (!PrometheusDuration.TryParse(text.AsSpan(start, end - start), out var duration))
            throw new FormatException($"invalid duration \"{text[start..end]}\"");
        rest = text[end..];
        return sign * (long)duration.TotalMilliseconds;
    }

    private static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
