using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// Mutes the notifications of alerts that all its matchers match, from its start to its end.
/// </summary>
/// <param name="Id">A UUID; empty for one that is yet to be stored.</param>
/// <param name="Matchers">In the order in which they were given.</param>
/// <param name="Annotations">Free texts for people and tools; not used by the notifier.</param>
public sealed record Silence(
    string Id, IReadOnlyList<Matcher> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    DateTimeOffset UpdatedAt,
    string CreatedBy, string Comment, Labels Annotations)
{
    public SilenceState StateAt(DateTimeOffset now) =>
        now < StartsAt ? SilenceState.Pending : now > EndsAt ? SilenceState.Expired : SilenceState.Active;

    public bool Mutes(Labels labels)
    {
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels)) return false;
        }

        return true;
    }
}
