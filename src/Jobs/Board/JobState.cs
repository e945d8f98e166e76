using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Where a job stands: an immutable snapshot that each signal and each tick of the clocks replaces. It is
/// stored as it is, but for what was declared and for the incident, which have places of their own.
/// </summary>
/// <param name="Model">What was declared.</param>
/// <param name="KnownSince">When it was first heard of or declared.</param>
public sealed record JobState(
    [property: JsonConverter(typeof(JobModelJson))] JobModel Model, DateTimeOffset KnownSince)
{
    /// <summary>Runs whose end has not been heard, oldest first.</summary>
    public ImmutableArray<JobRun> Running { get; init; } = [];

    /// <summary>The run that began last of those that have ended, without output and figures.</summary>
    public JobRun? LastRun { get; init; }

    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>The last runs that have ended, oldest first.</summary>
    public RecentRuns Recent { get; init; } = RecentRuns.None;

    /// <summary>The due time that is waited for; null without a schedule.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether starts are heard of this job, or only ends.</summary>
    public bool SendsStarts { get; init; }

    public int FailuresInARow { get; init; }

    /// <summary>
    /// Since when nothing can be said: the appliance was down or its clock not trusted when it was due.
    /// </summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>The metric by which its pushes told the time of their last success; empty: none.</summary>
    public string SuccessMetric { get; init; } = "";

    /// <summary>The time that it told.</summary>
    public double SuccessTime { get; init; }

    /// <summary>Runs that are stored, about.</summary>
    public int StoredRuns { get; init; }

    /// <summary>What it did in the month of its last run.</summary>
    public MonthTotals? Month { get; init; }

    /// <summary>The open incident, if any.</summary>
    [JsonIgnore]
    public Incident? Incident { get; init; }

    /// <summary>The open incident's id; 0 where there is none.</summary>
    public long IncidentId
    {
        get => Incident?.Id ?? field;
        init;
    }

    [JsonIgnore]
    public Labels Labels => Model.Labels;

    /// <summary>What holds of it now; the words of pages and of the API.</summary>
    [JsonIgnore]
    public JobStanding Standing => JobStandings.Of(this);

    [JsonIgnore]
    public string Word => JobStandings.Word(Standing);
}
