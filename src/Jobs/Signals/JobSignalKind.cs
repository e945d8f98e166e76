namespace Hotaru.Jobs;

/// <summary>What a job says of a run.</summary>
public enum JobSignalKind
{
    Started,
    Succeeded,
    Failed,

    /// <summary>Output of a run that goes on.</summary>
    Log,
}
