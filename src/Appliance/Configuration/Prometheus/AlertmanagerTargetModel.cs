using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>One entry of alerting.alertmanagers.</summary>
internal sealed record AlertmanagerTargetModel(
    string Scheme, string PathPrefix, TimeSpan Timeout, HttpClientModel Http,
    IReadOnlyList<DiscoveryModel> Discovery,
    IReadOnlyList<RelabelRule> Relabeling, IReadOnlyList<RelabelRule> AlertRelabeling)
{
    /// <summary>The addresses that stand in the file; discovered ones are not among them.</summary>
    public IReadOnlyList<Uri> StaticUrls =>
    [
        .. Discovery.OfType<StaticDiscoveryModel>().SelectMany(fixedGroups => fixedGroups.Groups)
            .SelectMany(group => group.Targets)
            .Select(target =>
                new Uri($"{Scheme}://{target["__address__"]}{PathPrefix.TrimEnd('/')}/api/v2/alerts")),
    ];
}
