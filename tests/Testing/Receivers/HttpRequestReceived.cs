using System.Text.Json;

namespace Hotaru.Testing;

/// <summary>A request as it came.</summary>
/// <param name="Path">With its query, not decoded.</param>
public sealed record HttpRequestReceived(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
