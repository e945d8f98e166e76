namespace Hotaru.Kubernetes;

/// <summary>A part of a list.</summary>
/// <param name="Version">The resourceVersion of the list, to watch on from.</param>
/// <param name="Continue">Asks for the next part; empty with the last one.</param>
internal sealed record ObjectPage(IReadOnlyList<KubernetesObject> Items, string Version, string Continue);
