namespace Hotaru.Scraper;

/// <summary>A label and a field selector for one role.</summary>
public sealed record KubernetesSelector(string Role, string Label, string Field);
