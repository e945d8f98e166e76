using System.Globalization;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>Texts that several answers share.</summary>
internal static class ApiText
{
    /// <summary>RFC 3339 in UTC, with as many decimals as there are.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>type, help and unit, into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, MetricMetadata metadata)
    {
        json.WriteString("type", metadata.Type.ToString().ToLowerInvariant());
        json.WriteString("help", metadata.Help);
        json.WriteString("unit", metadata.Unit);
    }
}
