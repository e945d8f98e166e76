using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Testing.Kubernetes;

/// <summary>What a list or a watch asks for.</summary>
internal sealed record ListRequest(string Resource, string Space)
{
    public string Labels { get; init; } = "";

    public string Fields { get; init; } = "";

    public int Limit { get; init; }

    public string Continue { get; init; } = "";

    public long Version { get; init; }

    public bool WantsBookmarks { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    public static ListRequest Of(HttpRequest request, int? pageSize)
    {
        var (resource, space) = Split(request.Path.Value!);
        var query = request.Query;
        var limit = Number(query["limit"]);
        return new ListRequest(resource, space)
        {
            Labels = query["labelSelector"].ToString(),
            Fields = query["fieldSelector"].ToString(),
            Limit = limit > 0 && pageSize is { } most ? Math.Min(most, limit) : limit,
            Continue = query["continue"].ToString(),
            Version = Number(query["resourceVersion"]),
            WantsBookmarks = query["allowWatchBookmarks"] == "true",
            Timeout = Number(query["timeoutSeconds"]) is > 0 and var seconds
                ? TimeSpan.FromSeconds(seconds)
                : TimeSpan.FromMinutes(5),
        };
    }

    public bool Matches(JsonNode item)
    {
        var metadata = item["metadata"]!;
        if (Space.Length > 0 && (string?)metadata["namespace"] != Space) return false;
        foreach (var part in Parts(Fields))
        {
            var pair = part.Split('=', 2);
            JsonNode? found = item;
            foreach (var name in pair[0].Split('.')) found = found?[name];
            if ((string?)found != pair[1]) return false;
        }

        return Parts(Labels).All(part => MatchesLabel(metadata["labels"], part));
    }

    /// <summary>Equality, presence and absence; sets are not spoken here.</summary>
    private static bool MatchesLabel(JsonNode? labels, string part)
    {
        if (part.StartsWith('!')) return labels?[part[1..]] is null;
        if (part.Contains("!=", StringComparison.Ordinal))
        {
            var unequal = part.Split("!=", 2);
            return (string?)labels?[unequal[0]] != unequal[1];
        }

        var pair = part.Replace("==", "=", StringComparison.Ordinal).Split('=', 2);
        return pair.Length == 1 ? labels?[pair[0]] is not null : (string?)labels?[pair[0]] == pair[1];
    }

    private static string[] Parts(string selector) =>
        selector.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string Resource, string Space) Split(string path)
    {
        var parts = path.Split('/').ToList();
        var at = parts.IndexOf("namespaces");
        if (at < 0 || at + 2 >= parts.Count) return (path, "");
        var space = parts[at + 1];
        parts.RemoveRange(at, 2);
        return (string.Join('/', parts), space);
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
