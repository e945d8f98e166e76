using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What was declared of jobs, by who said it; the file's word counts before the page's.</summary>
internal sealed class JobDeclarations
{
    private readonly ConcurrentDictionary<JobOrigin, IReadOnlyDictionary<Labels, JobModel>> _byOrigin = new();
    private volatile ILookup<string, Labels> _byName = Array.Empty<Labels>().ToLookup(_ => "");

    /// <summary>Every job of which something is declared.</summary>
    public IEnumerable<Labels> Jobs => _byOrigin.Values.SelectMany(models => models.Keys).Distinct();

    /// <summary>Declared jobs of a name.</summary>
    public IEnumerable<Labels> Named(string name) => _byName[name];

    public JobModel Of(Labels job)
    {
        for (var origin = JobOrigin.File; origin < JobOrigin.Heard; origin++)
        {
            if (Of(origin, job) is { } model) return WithCluster(model);
        }

        return new JobModel(job);
    }

    public JobModel? Of(JobOrigin origin, Labels job) =>
        _byOrigin.TryGetValue(origin, out var models) ? models.GetValueOrDefault(job) : null;

    public IEnumerable<JobModel> All(JobOrigin origin) =>
        _byOrigin.TryGetValue(origin, out var models) ? models.Values : [];

    /// <summary>What a person left open of a job of a cluster, the cluster knows.</summary>
    private JobModel WithCluster(JobModel model)
    {
        if (model.Origin == JobOrigin.Cluster || Of(JobOrigin.Cluster, model.Labels) is not { } cluster)
            return model;
        return model with
        {
            Schedule = model.Schedule ?? cluster.Schedule,
            Feed = cluster.Feed,
            ForbidsOverlap = cluster.ForbidsOverlap,
            IsPaused = model.IsPaused || cluster.IsPaused,
        };
    }

    /// <summary>Replaces all that one origin says, and names the jobs of which it says or said something.
    /// </summary>
    public IReadOnlyCollection<Labels> Replace(JobOrigin origin, IEnumerable<JobModel> models)
    {
        var before = All(origin).Select(model => model.Labels).ToList();
        var now = models.ToDictionary(m => m.Labels, m => m with { Origin = origin });
        _byOrigin[origin] = now;
        _byName = Jobs.ToLookup(job => job[LabelNames.Job], StringComparer.Ordinal);
        return now.Keys.Union(before).ToList();
    }
}
