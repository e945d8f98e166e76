using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>Trouble of one job from its first failure to its next successful run.</summary>
/// <param name="Id">Counts up; never used again.</param>
/// <param name="Job">The labels of the job, or of the alert it was made from.</param>
public sealed record Incident(
    long Id, Labels Job, IncidentState State, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    ImmutableArray<IncidentEntry> Entries)
{
    /// <summary>Entries that are kept; the oldest but the first goes where there are more.</summary>
    public const int MaxEntries = 1000;

    public bool IsOpen => State != IncidentState.Closed;

    public TimeSpan? Duration => ClosedAt - OpenedAt;

    /// <summary>What opened it.</summary>
    public IncidentEntryKind Reason => Entries[0].Kind;

    public Incident With(IncidentEntry entry)
    {
        var entries = Entries.Length < MaxEntries ? Entries : Entries.RemoveAt(1);
        return this with { Entries = entries.Add(entry) };
    }

    public Incident Close(DateTimeOffset at, string text) =>
        With(new IncidentEntry(at, IncidentEntryKind.Closed, text)) with
        {
            State = IncidentState.Closed,
            ClosedAt = at,
        };
}
