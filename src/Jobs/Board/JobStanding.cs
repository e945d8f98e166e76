namespace Hotaru.Jobs;

/// <summary>Where a job stands, in one word; the numbers are those of hotaru_job_state.</summary>
public enum JobStanding
{
    Succeeded = 0,
    Running = 1,

    /// <summary>Nothing was heard of it yet, and nothing is due.</summary>
    Waiting = 2,

    Paused = 3,

    /// <summary>
    /// Nothing can be said: the appliance did not listen when it was due, or a run is silent.
    /// </summary>
    Unknown = 4,

    /// <summary>It did not start when it was due.</summary>
    Late = 5,

    /// <summary>It runs longer than it may.</summary>
    Overdue = 6,

    Failed = 7,
}
