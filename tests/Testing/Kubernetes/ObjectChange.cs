using System.Text.Json.Nodes;

namespace Hotaru.Testing.Kubernetes;

/// <summary>One change of one object.</summary>
internal sealed record ObjectChange(
    long Version, string Resource, string Kind, JsonObject? Old, JsonObject Item);
