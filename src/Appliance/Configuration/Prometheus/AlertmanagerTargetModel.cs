using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>One entry of alerting.alertmanagers.</summary>
internal sealed record AlertmanagerTargetModel(
    string Scheme, string PathPrefix, TimeSpan Timeout, HttpClientModel Http,
    IReadOnlyList<DiscoveryModel> Discovery,
    IReadOnlyList<RelabelRule> Relabeling, IReadOnlyList<RelabelRule> AlertRelabeling);
