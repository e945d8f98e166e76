using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>Numbers and times in queries of Hotaru's own API.</summary>
internal static class RequestNumbers
{
    public static int Of(HttpContext context, string name, int otherwise, int most) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture,
            out var number) && number > 0 ? Math.Min(number, most) : otherwise;

    /// <summary>RFC 3339 or seconds since the epoch; null where it is neither.</summary>
    public static DateTimeOffset? Time(string text)
    {
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and < 1e11)
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}
