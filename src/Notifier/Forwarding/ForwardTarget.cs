using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>An Alertmanager elsewhere that the own rules' alerts go to as well.</summary>
/// <param name="Url">Of /api/v2/alerts.</param>
/// <param name="Client">With its authorization; the target owns it.</param>
/// <param name="Relabel">Changes an alert's labels on their way; null drops the alert.</param>
public sealed record ForwardTarget(
    Uri Url, HttpClient Client, TimeSpan Timeout, Func<Labels, Labels?>? Relabel = null);
