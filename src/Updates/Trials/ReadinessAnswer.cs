namespace Hotaru.Updates;

/// <summary>What the appliance said of itself.</summary>
/// <param name="Version">Of the release that answered.</param>
/// <param name="Facts">Storage, scrape, rules; and the page, which the asker adds.</param>
/// <param name="Within">How long the slowest of them may take by the configuration's intervals.</param>
public sealed record ReadinessAnswer(
    string Version, IReadOnlyList<ReadinessFact> Facts, TimeSpan Within)
{
    public IEnumerable<string> Failing => Facts.Where(f => f.State == FactState.Failing).Select(f => f.Name);

    /// <summary>What is not well yet; what was failing before an update is not held against it.</summary>
    public IReadOnlyList<ReadinessFact> Missing(IReadOnlyCollection<string> failedBefore) =>
    [
        .. Facts.Where(fact => fact.State == FactState.Waiting
            || (fact.State == FactState.Failing && !failedBefore.Contains(fact.Name))),
    ];
}
