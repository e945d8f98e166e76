using Hotaru.Jobs;

namespace Hotaru.Web;

/// <summary>
/// The jobs that the public may see, and nothing of them but name, standing and how the last runs ended.
/// </summary>
internal sealed class PublicJobs(JobBoard board, Func<StatusPageModel> model)
{
    public StatusPageModel Model => model();

    public IReadOnlyList<JobState> All
    {
        get
        {
            var names = Model.Jobs;
            return names.Count == 0
                ? board.Jobs
                : [.. board.Jobs.Where(job => names.Contains(job.Model.Name))];
        }
    }

    /// <summary>The worst of the jobs of a name; null where none is shown.</summary>
    public JobState? Find(string name) =>
        All.Where(job => job.Model.Name == name).MaxBy(job => job.Standing);

    /// <summary>A word for people who do not run it.</summary>
    public static string Word(JobStanding standing) => standing switch
    {
        JobStanding.Succeeded or JobStanding.Running => "ok",
        JobStanding.Waiting => "waiting",
        JobStanding.Paused => "paused",
        JobStanding.Unknown => "unknown",
        JobStanding.Late => "late",
        _ => "failing",
    };

    /// <summary>What the page's style calls it.</summary>
    public static string Tone(JobStanding standing) => standing switch
    {
        JobStanding.Succeeded or JobStanding.Running => "ok",
        JobStanding.Waiting or JobStanding.Paused => "idle",
        JobStanding.Unknown => "unknown",
        _ => "bad",
    };

    public static string Colour(JobStanding standing) => standing switch
    {
        JobStanding.Succeeded or JobStanding.Running => "#2e7d32",
        JobStanding.Waiting or JobStanding.Paused => "#6b7280",
        JobStanding.Unknown => "#8a6d00",
        _ => "#b3261e",
    };
}
