using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Text order in which runs of digits count as numbers: node2 comes before node10.</summary>
internal static class NaturalOrder
{
    public static int Compare(string a, string b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            var left = Part(a, ref i);
            var right = Part(b, ref j);
            if (left.SequenceEqual(right)) continue;
            if (char.IsAsciiDigit(left[0]) && char.IsAsciiDigit(right[0]))
            {
                var byNumber = CompareNumbers(left, right);
                if (byNumber != 0) return byNumber;
                continue;
            }

            return Labels.CompareText(left.ToString(), right.ToString());
        }

        return (a.Length - i).CompareTo(b.Length - j);
    }

    private static ReadOnlySpan<char> Part(string text, ref int at)
    {
        var start = at;
        var digits = char.IsAsciiDigit(text[at]);
        while (at < text.Length && char.IsAsciiDigit(text[at]) == digits) at++;
        return text.AsSpan(start, at - start);
    }

    private static int CompareNumbers(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var left = a.TrimStart('0');
        var right = b.TrimStart('0');
        if (left.Length != right.Length) return left.Length.CompareTo(right.Length);
        var order = left.SequenceCompareTo(right);
        return order != 0 ? order : a.Length.CompareTo(b.Length);
    }
}
