namespace Hotaru.Web;

/// <summary>What the public may see of jobs.</summary>
public sealed record StatusPageModel
{
    /// <summary>Whether <c>/public/</c> is there at all.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Whether there is a badge for each job that is shown.</summary>
    public bool HasBadges { get; init; }

    public string Title { get; init; } = "Status";

    /// <summary>Names of the jobs that are shown; empty: all.</summary>
    public IReadOnlyList<string> Jobs { get; init; } = [];
}
