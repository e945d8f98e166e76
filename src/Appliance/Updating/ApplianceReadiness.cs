using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Wiring;
using Hotaru.Rules;
using Hotaru.Scraper;
using Hotaru.Storage;
using Hotaru.Updates;

namespace Hotaru.Appliance.Updating;

/// <summary>Whether this process has shown since its start that it does its work.</summary>
internal sealed class ApplianceReadiness(
    TimeSeriesStore store, ScrapeService scraper, RuleEngine rules, Reloader reloader)
{
    public string Version { get; } = ReleaseVersion.OfProcess(typeof(ApplianceReadiness).Assembly);

    public ReadinessAnswer Answer()
    {
        var (targets, groups) = (scraper.ActiveTargets, rules.Groups);
        var intervals = targets.Select(t => t.Interval).DefaultIfEmpty().Min();
        var slowest = groups.Select(g => g.Model.Interval).DefaultIfEmpty().Min();
        return new ReadinessAnswer(
            Version, [Storage(), Scrape(reloader.Current, targets), Rules(reloader.Current, groups)],
            intervals > slowest ? intervals : slowest);
    }

    private ReadinessFact Storage()
    {
        var health = store.Health;
        return Fact("storage", health.IsHealthy ? FactState.Good : FactState.Failing, health.Reason);
    }

    private static ReadinessFact Scrape(ApplianceModel model, IReadOnlyList<Target> targets)
    {
        if (model.Prometheus.ScrapeConfigs.Count == 0) return Good("scrape");
        if (targets.Any(target => target.Report.Health == TargetHealth.Up)) return Good("scrape");
        if (targets.FirstOrDefault(t => t.Report.Health == TargetHealth.Unknown) is { } next)
            return Fact("scrape", FactState.Waiting, $"{next.Url} was not scraped yet");
        return Fact("scrape", FactState.Failing, targets.Count == 0
            ? "no target is known"
            : $"no target answers; {targets[0].Url}: {targets[0].Report.Error}");
    }

    private ReadinessFact Rules(ApplianceModel model, IReadOnlyList<RuleGroupStatus> groups)
    {
        if (model.Rules.Groups.Count == 0) return Good("rules");
        if (rules.Health is { IsHealthy: false } health)
            return Fact("rules", FactState.Failing, health.Reason);
        return groups.Any(group => group.EvaluatedAt is not null)
            ? Good("rules")
            : Fact("rules", FactState.Waiting, "no group was evaluated yet");
    }

    private static ReadinessFact Good(string name) => new(name, FactState.Good, "");

    private static ReadinessFact Fact(string name, FactState state, string detail) =>
        new(name, state, detail);
}
