using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hotaru.Indicator;
using Hotaru.Model;

namespace Hotaru.Web.Hotaru;

/// <summary>The indicator as the API tells it.</summary>
internal static class IndicatorJson
{
    public static ReadOnlyMemory<byte> Of(IndicatorView view)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("state", IndicatorWords.Of(view.State));
            json.WriteString("shows", IndicatorWords.Of(view.Shows));
            json.WriteBoolean("buzzer", view.Buzzer);
            json.WriteString("since", Time(view.Since));
            json.WriteString("reason", view.Reason);
            json.WriteStartArray("alerts");
            foreach (var alert in view.Alerts) Write(json, alert);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>RFC 3339 in UTC with milliseconds.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, LampAlert shown)
    {
        var alert = shown.Alert;
        json.WriteStartObject();
        json.WriteString("state", alert.State == AlertState.Pending ? "pending" : "firing");
        json.WriteString("level", IndicatorWords.Of(shown.Level));
        json.WriteBoolean("acknowledged", shown.IsAcknowledged);
        Write(json, "labels", alert.Labels);
        Write(json, "annotations", alert.Annotations);
        json.WriteString("activeAt", Time(alert.ActiveAt));
        json.WriteString("startsAt", Time(alert.StartsAt));
        json.WriteString("value", GoFloat.General(alert.Value));
        json.WriteString("generatorURL", alert.GeneratorUrl);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Labels labels)
    {
        json.WriteStartObject(name);
        foreach (var label in labels) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
    }
}
