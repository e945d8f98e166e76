namespace Hotaru.Notifier;

/// <summary>A sign of life to a service elsewhere that calls for help when it stays away.</summary>
/// <param name="Url">Asked with GET, such as a check of healthchecks.io.</param>
/// <param name="MayBeBad">Parts whose trouble does not keep the sign back.</param>
public sealed record HeartbeatModel(
    Uri Url, TimeSpan Interval, TimeSpan Timeout, IReadOnlySet<string> MayBeBad);
