using System.Globalization;
using System.Text;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// Names in "value encoding": U__ in front, _hex_ for every character outside the old alphabet, __ for _.
/// </summary>
internal static class EscapedName
{
    /// <summary>The name itself; what is not well-formed stays as it is.</summary>
    public static string Undo(string escaped)
    {
        var text = new StringBuilder();
        var rest = escaped.AsSpan(3);
        while (!rest.IsEmpty)
        {
            if (rest[0] != '_')
            {
                text.Append(rest[0]);
                rest = rest[1..];
                continue;
            }

            var end = rest[1..].IndexOf('_');
            if (end < 0) return escaped;
            if (end == 0) text.Append('_');
            else if (end <= 6
                && int.TryParse(rest.Slice(1, end), NumberStyles.AllowHexSpecifier, null, out var code)
                && Rune.TryCreate(code, out var rune)) text.Append(rune.ToString());
            else return escaped;
            rest = rest[(end + 2)..];
        }

        return text.ToString();
    }
}
