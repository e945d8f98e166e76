namespace Hotaru.Updates;

/// <summary>Whether a thing has gone well since the start.</summary>
public enum FactState
{
    Good,

    /// <summary>It has not been done yet.</summary>
    Waiting,

    /// <summary>It was done and did not go well.</summary>
    Failing,
}
