namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>The names that routes may refer to.</summary>
internal sealed record RouteNames(IReadOnlySet<string> Receivers, IReadOnlySet<string> Intervals);
