using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>A group as the API shows it.</summary>
/// <param name="MutedBy">The names of the time intervals that mute its route now.</param>
public sealed record GroupView(
    Labels Labels, string Receiver, string Key, IReadOnlyList<AlertEntry> Alerts,
    IReadOnlyList<string> MutedBy);
