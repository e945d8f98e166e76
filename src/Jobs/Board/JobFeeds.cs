using System.Collections.Concurrent;

namespace Hotaru.Jobs;

/// <summary>Up to when the sources of jobs were heard. A source that is away freezes the clocks of its
/// jobs: what was not seen is not judged.</summary>
internal sealed class JobFeeds
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _heard = new(StringComparer.Ordinal);

    public void Heard(string feed, DateTimeOffset until) => _heard[feed] = until;

    /// <summary>Up to when a job can be judged; null where its source has said nothing yet.</summary>
    public DateTimeOffset? Horizon(JobState job, DateTimeOffset now)
    {
        if (job.Model.Feed.Length == 0) return now;
        if (!_heard.TryGetValue(job.Model.Feed, out var until)) return null;
        return until < now ? until : now;
    }
}
