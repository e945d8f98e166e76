using System.Net;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Kubernetes;

/// <summary>One line of a watch. Source: Kubernetes' documentation, "Kubernetes API Concepts".</summary>
internal readonly record struct WatchEvent(string Kind, JsonElement Item)
{
    public bool IsBookmark => Kind == "BOOKMARK";

    public bool IsGone => Kind == "DELETED";

    public string Version => Item.Text("metadata", "resourceVersion");

    /// <exception cref="KubernetesException">The line is an error, such as 410 for a version too
    /// old.</exception>
    public static WatchEvent Of(JsonElement line)
    {
        var watched = new WatchEvent(line.Text("type"), line.At("object"));
        if (watched.Kind != "ERROR") return watched;
        var code = watched.Item.At("code");
        throw new KubernetesException(
            code.ValueKind == JsonValueKind.Number ? (HttpStatusCode)code.GetInt32()
                : HttpStatusCode.InternalServerError,
            $"the watch ended: {watched.Item.Text("message")}");
    }
}
