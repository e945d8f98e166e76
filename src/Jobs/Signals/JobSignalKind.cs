namespace Hotaru.Jobs;

/// <summary>What a job says of a run.</summary>
public enum JobSignalKind
{
    Started,
    Succeeded,
    Failed,

    /// <summary>Output of a run that goes on.</summary>
    Log,

    /// <summary>It was started for the due time told; of the run itself nothing is known.</summary>
    Scheduled,

    /// <summary>The run is gone, and nobody can say any more how it ended.</summary>
    Abandoned,
}
