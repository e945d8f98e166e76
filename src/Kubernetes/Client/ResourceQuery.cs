namespace Hotaru.Kubernetes;

/// <summary>Which objects of a kind are meant.</summary>
/// <param name="Space">The namespace; empty: all of them.</param>
/// <param name="LabelSelector">As kubectl's <c>--selector</c>; empty: whatever the labels.</param>
/// <param name="FieldSelector">As kubectl's <c>--field-selector</c>.</param>
public sealed record ResourceQuery(
    ResourceKind Kind, string Space = "", string LabelSelector = "", string FieldSelector = "")
{
    /// <summary>Path and query; the query ends such that more can be added behind an ampersand.</summary>
    internal string Address(string first) => $"{Kind.Path(Space)}?{first}"
        + Part("labelSelector", LabelSelector) + Part("fieldSelector", FieldSelector);

    private static string Part(string name, string value) =>
        value.Length == 0 ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
