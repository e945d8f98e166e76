namespace Hotaru.Updates;

/// <summary>What a page tells of updates.</summary>
/// <param name="Version">The release that runs.</param>
/// <param name="UnderWay">Null where no update is under way.</param>
/// <param name="Last">Null where there was none.</param>
public sealed record UpdateView(string Version, UpdateJournal? UnderWay, UpdateResult? Last);
