using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>
/// The body <c>{"by": "ann", "text": "…", "url": "…"}</c> of what a person writes; all may be missing.
/// </summary>
internal sealed record PersonsWord(string By, string Text, string Url)
{
    private const int Longest = 20_000;
    private const int MaxBody = 256 << 10;

    public static async Task<PersonsWord> ReadAsync(HttpContext context)
    {
        BodyLimit.Set(context, MaxBody);
        try
        {
            using var body =
                await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            var root = body.RootElement;
            return new PersonsWord(Of(root, "by"), Of(root, "text"), Of(root, "url"));
        }
        catch (JsonException)
        {
            return new PersonsWord("", "", "");
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw BodyRefusal.Unreadable(e);
        }
    }

    private static string Of(JsonElement body, string name)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out var value)) return "";
        if (value.ValueKind != JsonValueKind.String) return "";
        var text = value.GetString()!.Trim();
        return text.Length <= Longest ? text : text[..Longest];
    }
}
