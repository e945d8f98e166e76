using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>A job's state as it is stored; what was declared comes from the configuration.</summary>
internal sealed record JobRecord(IReadOnlyList<Label> Labels, DateTimeOffset KnownSince)
{
    public ImmutableArray<JobRun> Running { get; init; } = [];

    public JobRun? LastRun { get; init; }

    public JobRun? LastSuccess { get; init; }

    public DateTimeOffset? LastStartAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public bool SendsStarts { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? UnknownSince { get; init; }

    public IncidentRecord? Incident { get; init; }

    public static JobRecord Of(JobState state) => new([.. state.Labels.Span], state.KnownSince)
    {
        Running = state.Running,
        LastRun = state.LastRun,
        LastSuccess = state.LastSuccess,
        LastStartAt = state.LastStartAt,
        DueAt = state.DueAt,
        SendsStarts = state.SendsStarts,
        FailuresInARow = state.FailuresInARow,
        UnknownSince = state.UnknownSince,
        Incident = state.Incident is null ? null : IncidentRecord.Of(state.Incident),
    };

    public JobState ToState(JobModel? declared)
    {
        var labels = Hotaru.Model.Labels.From([.. Labels]);
        return new JobState(declared ?? new JobModel(labels), KnownSince)
        {
            Running = Running,
            LastRun = LastRun,
            LastSuccess = LastSuccess,
            LastStartAt = LastStartAt,
            DueAt = DueAt,
            SendsStarts = SendsStarts,
            FailuresInARow = FailuresInARow,
            UnknownSince = UnknownSince,
            Incident = Incident?.ToIncident(),
        };
    }
}
