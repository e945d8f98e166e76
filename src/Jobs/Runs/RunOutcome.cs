namespace Hotaru.Jobs;

public enum RunOutcome
{
    Running,
    Succeeded,
    Failed,

    /// <summary>It started, and the next run began without a word of its end.</summary>
    Abandoned,
}
