using System.Globalization;

namespace Hotaru.Web.Alertmanager;

/// <summary>Times as the API writes them, to the millisecond.</summary>
internal static class ApiTime
{
    public static string Show(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
