using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// Targets that relabeling dropped: their discovered labels, as many as are kept, and the count of all.
/// </summary>
public sealed record DroppedTargets(string Job, IReadOnlyList<Labels> Labels, int Count);
