using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// Targets that were found together, with labels they share. A group replaces the one of the same source.
/// </summary>
public sealed record TargetGroup(string Source, IReadOnlyList<Labels> Targets, Labels Labels);
