using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>Numbers and flags in parameters, with the complaints that clients of Prometheus know.</summary>
internal static class GoNumber
{
    /// <returns>What is wrong with the text; null where nothing is.</returns>
    public static string? Parse(string text, out long number, int bits = 64)
    {
        const NumberStyles Signed = NumberStyles.AllowLeadingSign;
        var most = long.MaxValue >> (64 - bits);
        if (long.TryParse(text, Signed, CultureInfo.InvariantCulture, out number)
            && number <= most && number >= -most - 1) return null;
        var isNumber = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0) is { IsEmpty: false } digits
            && !digits.ContainsAnyExceptInRange('0', '9');
        return $"parsing {GoText.Quote(text)}: {(isNumber ? "value out of range" : "invalid syntax")}";
    }

    /// <returns>What is wrong with the text; null where nothing is.</returns>
    public static string? ParseFlag(string text, out bool flag)
    {
        flag = text is "1" or "t" or "T" or "true" or "TRUE" or "True";
        return flag || text is "0" or "f" or "F" or "false" or "FALSE" or "False"
            ? null
            : $"strconv.ParseBool: parsing {GoText.Quote(text)}: invalid syntax";
    }
}
