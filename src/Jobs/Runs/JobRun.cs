using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Hotaru.Jobs;

/// <summary>One run of a job.</summary>
/// <param name="Id">The sender's run id, or one of our own (which begins with ~).</param>
/// <param name="StartedAt">Null where only the end was heard.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Source">push, ping, wrapper, client, kubernetes or series.</param>
public sealed record JobRun(
    string Id, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, RunOutcome Outcome, string Source)
{
    public int? ExitCode { get; init; }

    public string Output { get; init; } = "";

    /// <summary>What was pushed with it.</summary>
    public ImmutableArray<RunMetric> Metrics { get; init; } = [];

    /// <summary>Whether "too long" has been said of it already.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>How often its sender promised to be heard; null where it did not.</summary>
    public TimeSpan? Beat { get; init; }

    /// <summary>When it was heard last.</summary>
    public DateTimeOffset? HeardAt { get; init; }

    /// <summary>When its start was heard, where word of it came late; null where it came at once.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>Whether "not heard of any more" has been said of it already.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The moment by which runs are put in order.</summary>
    [JsonIgnore]
    public DateTimeOffset OrderedAt => StartedAt ?? EndedAt ?? DateTimeOffset.MinValue;

    [JsonIgnore]
    public TimeSpan? Duration => EndedAt - StartedAt;

    /// <summary>Whether the id is one of our own: its sender tells no runs apart.</summary>
    [JsonIgnore]
    public bool IsNameless => Id.StartsWith('~');

    /// <summary>Without what may be long, for keeping in memory.</summary>
    internal JobRun Slim() => this with { Output = "", Metrics = [] };
}
