using System.Globalization;
using System.Text.Json;
using Hotaru.Model;
using Hotaru.Web.Prometheus;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>Reads JSON bodies and their members as strictly as the peers' schema checks.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is taken.</summary>
    public const int MaxBytes = 32 << 20;

    private static readonly BodyBudget Budget = new(() => MaxBytes);

    /// <exception cref="SchemaException"/>
    public static async Task<RequestJson> ReadAsync(HttpContext context)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim() ?? "";
        if (type.Length > 0 && !type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw new SchemaException(
                415, $"unsupported media type \"{type}\", only [application/json] are allowed");
        var body = await BodyBuffer.ReadAsync(context.Request, MaxBytes, Budget, context.RequestAborted)
            ?? throw new SchemaException(413, $"the body is larger than {MaxBytes} bytes");
        if (body.Memory.Length == 0)
        {
            body.Dispose();
            throw SchemaException.Missing("body");
        }

        try
        {
            return new RequestJson(body);
        }
        catch (JsonException e)
        {
            throw SchemaException.Unreadable(e.Message);
        }
    }

    public static string? Text(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw SchemaException.Unreadable($"{name} is not a text");
    }

    public static string RequiredText(JsonElement owner, string name) =>
        Text(owner, name) ?? throw SchemaException.Missing(name);

    public static bool? Flag(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw SchemaException.Unreadable($"{name} is neither true nor false");
    }

    public static DateTimeOffset? Time(JsonElement owner, string name)
    {
        if (Text(owner, name) is not { } text) return null;
        if (text.Length == 0) return null;
        if (text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            // Year 1 is how Go writes that there is no time.
            return time.Year <= 1 ? null : time.ToUniversalTime();
        }

        throw SchemaException.Unreadable($"{name} is not a time as RFC 3339 writes them");
    }

    /// <summary>A map of texts; null values count as empty.</summary>
    public static Labels? Map(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var map) || map.ValueKind == JsonValueKind.Null) return null;
        if (map.ValueKind != JsonValueKind.Object) throw SchemaException.Unreadable(
            $"{name} is not an object");
        var labels = new LabelsBuilder();
        foreach (var member in map.EnumerateObject())
        {
            if (member.Value.ValueKind is not JsonValueKind.String and not JsonValueKind.Null)
                throw SchemaException.Unreadable($"{name}.{member.Name} is not a text");
            labels.Keep(member.Name, member.Value.GetString() ?? "");
        }

        return labels.Build();
    }
}
