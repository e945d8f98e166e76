using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>An incident as it is stored.</summary>
internal sealed record IncidentRecord(
    long Id, IReadOnlyList<Label> Job, IncidentState State, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt,
    ImmutableArray<IncidentEntry> Entries)
{
    public static IncidentRecord Of(Incident incident) => new(
        incident.Id, [.. incident.Job.Span], incident.State, incident.OpenedAt, incident.ClosedAt,
            incident.Entries);

    public Incident ToIncident() => new(Id, Labels.From([.. Job]), State, OpenedAt, ClosedAt, Entries);
}
