using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>Trouble of one job from its first failure to its next successful run.</summary>
/// <param name="Id">Counts up; never used again.</param>
/// <param name="Job">The labels of the job, or of the alert it was made from.</param>
/// <param name="Reason">What opened it.</param>
public sealed record Incident(
    long Id, [property: JsonConverter(typeof(LabelsJson))] Labels Job, IncidentEntryKind Reason,
    DateTimeOffset OpenedAt)
{
    /// <summary>Entries that are kept; the oldest but the first goes where there are more.</summary>
    public const int MaxEntries = 1000;

    public IncidentState State { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Runs that failed while it was open, also those whose entries are gone.</summary>
    public int Failures { get; init; }

    /// <summary>What the newest verdict was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IncidentEntryKind Verdict { get; init; } = Reason;

    /// <summary>The number of the newest entry.</summary>
    public int LastNumber { get; init; }

    /// <summary>Oldest first; empty where only the heads of incidents were read.</summary>
    [JsonIgnore]
    public ImmutableArray<IncidentEntry> Entries { get; init; } = [];

    [JsonIgnore]
    public bool IsOpen => State != IncidentState.Closed;

    [JsonIgnore]
    public TimeSpan? Duration => ClosedAt - OpenedAt;

    /// <summary>The job's name; of an alert without one, the alert's.</summary>
    [JsonIgnore]
    public string Name => Job[LabelNames.Job] is { Length: > 0 } job ? job : Job[LabelNames.AlertName];

    /// <summary>Opens an incident, or adds to the one that is open: nothing has two.</summary>
    internal static Incident Add(Incident? open, Labels job, IncidentEntry entry, Func<long> nextId)
    {
        var incident = (open ?? new Incident(nextId(), job, entry.Kind, entry.At)).With(entry);
        if (entry.Kind != IncidentEntryKind.NoData)
        {
            return incident.State == IncidentState.Unknown
                ? incident with { State = IncidentState.Open } : incident;
        }

        return open is null ? incident with { State = IncidentState.Unknown } : incident;
    }

    internal Incident With(IncidentEntry entry)
    {
        var entries = Entries.Length < MaxEntries ? Entries : Entries.RemoveAt(1);
        return this with
        {
            Entries = entries.Add(entry with { Number = LastNumber + 1 }),
            LastNumber = LastNumber + 1,
            Failures = Failures + (entry.Kind == IncidentEntryKind.Failed ? 1 : 0),
            Verdict = entry.IsVerdict ? entry.Kind : Verdict,
        };
    }

    internal Incident Close(DateTimeOffset at, string text, string by = "") =>
        With(new IncidentEntry(at, IncidentEntryKind.Closed, text, by)) with
        {
            State = IncidentState.Closed,
            ClosedAt = at,
        };
}
