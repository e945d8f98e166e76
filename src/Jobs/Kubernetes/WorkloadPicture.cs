namespace Hotaru.Jobs;

/// <summary>Everything a source sees at one moment. What is not in it is not there any more.</summary>
/// <param name="HeardAt">The moment up to which it is surely complete, by our clock.</param>
public sealed record WorkloadPicture(
    IReadOnlyCollection<CronJobFacts> CronJobs, IReadOnlyCollection<JobFacts> Jobs, DateTimeOffset HeardAt);
