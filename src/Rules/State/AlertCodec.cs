using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>
/// Alerts as they lie in the store: JSON, keyed by group, rule and the fingerprint of the labels.
/// </summary>
internal static class AlertCodec
{
    public const string AlertTable = "rule_alerts";
    public const string GroupTable = "rule_groups";

    public static byte[] GroupPrefix(string source) => [.. Encoding.UTF8.GetBytes(source), 0];

    public static byte[] RulePrefix(string source, string rule) =>
        [.. GroupPrefix(source), .. Encoding.UTF8.GetBytes(rule), 0];

    public static byte[] Key(string source, string rule, Labels labels)
    {
        var prefix = RulePrefix(source, rule);
        var key = new byte[prefix.Length + 8];
        prefix.CopyTo(key, 0);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(prefix.Length), labels.Fingerprint());
        return key;
    }

    public static byte[] Encode(AlertInstance alert)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        Write(json, "labels", alert.Labels);
        Write(json, "annotations", alert.Annotations);
        json.WriteString("value", GoFloat.Fixed(alert.Value));
        json.WriteString("state", alert.State switch
        {
            AlertState.Pending => "pending",
            AlertState.Firing => "firing",
            _ => "resolved",
        });
        json.WriteNumber("activeAt", alert.ActiveAtMs);
        json.WriteNumber("firedAt", alert.FiredAtMs);
        json.WriteNumber("resolvedAt", alert.ResolvedAtMs);
        json.WriteNumber("keepFiringSince", alert.KeepFiringSinceMs);
        json.WriteNumber("validUntil", alert.ValidUntilMs);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The alert, or null where the bytes are not one (an older or a newer version's).</summary>
    public static AlertInstance? Decode(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new AlertInstance(Read(root.GetProperty("labels")))
            {
                Annotations = Read(root.GetProperty("annotations")),
                Value = double.TryParse(root.GetProperty("value").GetString(), out var value) ? value
                    : double.NaN,
                State = root.GetProperty("state").GetString() switch
                {
                    "pending" => AlertState.Pending,
                    "firing" => AlertState.Firing,
                    _ => AlertState.Resolved,
                },
                ActiveAtMs = root.GetProperty("activeAt").GetInt64(),
                FiredAtMs = root.GetProperty("firedAt").GetInt64(),
                ResolvedAtMs = root.GetProperty("resolvedAt").GetInt64(),
                KeepFiringSinceMs = root.GetProperty("keepFiringSince").GetInt64(),
                ValidUntilMs = root.GetProperty("validUntil").GetInt64(),
                IsRestored = true,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    public static byte[] EncodeTime(long timestampMs)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, timestampMs);
        return bytes;
    }

    public static long DecodeTime(byte[]? bytes) =>
        bytes is { Length: 8 } ? BinaryPrimitives.ReadInt64BigEndian(bytes) : 0;

    private static void Write(Utf8JsonWriter json, string name, Labels labels)
    {
        json.WriteStartObject(name);
        foreach (var label in labels) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
    }

    private static Labels Read(JsonElement labels)
    {
        var builder = new LabelsBuilder();
        foreach (var property in labels.EnumerateObject())
            builder.Keep(property.Name, property.Value.GetString() ?? "");
        return builder.Build();
    }
}
