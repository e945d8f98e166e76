using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Turns what a source sees of CronJobs and Jobs into declarations and signs of life. It compares pictures
/// and does not count events, so that a watch that broke off or a scrape that failed loses nothing that is
/// still to be seen afterwards.
/// </summary>
/// <param name="name">Of the source, also where runs say whence they are known.</param>
public sealed class WorkloadFeed(
    string name, string source, JobBoard board, ClusterDeclarations declarations, WorkloadOptions options)
{
    /// <summary>A gap after which what is seen is history, and only how things stand now is judged.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(15);

    private readonly WorkloadModels _models = new(name, options);
    private Dictionary<WorkloadName, (CronJobFacts Facts, JobModel Model)> _crons = [];
    private Dictionary<WorkloadName, JobFacts> _jobs = [];
    private HashSet<Labels> _lone = [];
    private DateTimeOffset? _heardAt;

    public string Name => name;

    /// <summary>Takes a picture; returns when what it tells is on disk.</summary>
    public async Task SeeAsync(WorkloadPicture picture, CancellationToken cancellation)
    {
        var jobs = picture.Jobs.Where(job => options.Includes(job.Name)
            && (job.OwnerName.Length > 0 || options.IncludesLoneJobs)).ToList();
        var crons = picture.CronJobs.Where(cron => options.Includes(cron.Name)).ToList();
        var isCatchUp = _heardAt is not { } heard || picture.HeardAt - heard > Gap;
        var told = new RunTeller(source, board, options, picture.HeardAt, isCatchUp);
        var before = _crons;
        await DeclareAsync(crons, jobs, cancellation);
        await told.TellAsync(Changed(jobs, crons, before, isCatchUp), _jobs, cancellation);
        foreach (var cron in crons)
        {
            if (isCatchUp || !ReferenceEquals(before.GetValueOrDefault(cron.Name).Facts, cron))
                await told.TellScheduledAsync(cron, cancellation);
        }

        await told.GiveUpAsync(Gone(jobs, isCatchUp), cancellation);
        _jobs = jobs.ToDictionary(job => job.Name);
        _heardAt = picture.HeardAt;
        board.Heard(name, picture.HeardAt);
    }

    private async Task DeclareAsync(
        List<CronJobFacts> crons, List<JobFacts> jobs, CancellationToken cancellation)
    {
        var now = new Dictionary<WorkloadName, (CronJobFacts, JobModel)>(crons.Count);
        var isNew = crons.Count != _crons.Count;
        foreach (var cron in crons)
        {
            var old = _crons.GetValueOrDefault(cron.Name);
            var model = ReferenceEquals(old.Facts, cron) ? old.Model : _models.Of(cron);
            isNew |= !model.Equals(old.Model);
            now[cron.Name] = (cron, model);
        }

        var owned = now.Values.Select(entry => entry.Item2.Labels).ToHashSet();
        var lone = jobs.Where(job => job.OwnerKind != "CronJob")
            .Select(job => WorkloadLabels.JobOf(job, options)).Where(labels => !owned.Contains(labels))
            .ToHashSet();
        isNew |= !lone.SetEquals(_lone);
        (_crons, _lone) = (now, lone);
        if (!isNew && _heardAt is not null) return;
        await declarations.SetAsync(
            name, [.. now.Values.Select(entry => entry.Item2), .. lone.Select(_models.OfLone)], cancellation);
    }

    /// <summary>The jobs of which something is new, each with all its runs that are to be seen.</summary>
    private IEnumerable<SeenRuns> Changed(
        List<JobFacts> jobs, List<CronJobFacts> crons,
        Dictionary<WorkloadName, (CronJobFacts Facts, JobModel Model)> before, bool isCatchUp)
    {
        var changed = jobs.Where(job => isCatchUp || !ReferenceEquals(_jobs.GetValueOrDefault(job.Name), job))
            .Select(job => WorkloadLabels.JobOf(job, options)).ToHashSet();
        var cronOf = new Dictionary<Labels, CronJobFacts>();
        foreach (var cron in crons)
        {
            var labels = _crons[cron.Name].Model.Labels;
            var isChanged = before.GetValueOrDefault(cron.Name).Facts is not { } old
                || old.LastSucceededAt != cron.LastSucceededAt;
            if (isChanged || isCatchUp) changed.Add(labels);
            if (changed.Contains(labels)) cronOf[labels] = cron;
        }

        if (changed.Count == 0) return [];
        var byJob = jobs.ToLookup(job => WorkloadLabels.JobOf(job, options));
        return changed.Select(labels =>
            new SeenRuns(labels, cronOf.GetValueOrDefault(labels), [.. byJob[labels]]));
    }

    /// <summary>Runs that went on when they were last seen, and are not there any more.</summary>
    private IEnumerable<(Labels Job, string Run)> Gone(List<JobFacts> jobs, bool isCatchUp)
    {
        var there = jobs.Select(job => job.Name).ToHashSet();
        var gone = _jobs.Values.Where(job => job.Phase == JobPhase.Running && !there.Contains(job.Name))
            .Select(job => (WorkloadLabels.JobOf(job, options), WorkloadLabels.RunOf(job)));
        if (!isCatchUp) return gone.ToList();
        var runs = jobs.Select(WorkloadLabels.RunOf).ToHashSet(StringComparer.Ordinal);
        return gone.Concat(board.Jobs.Where(job => job.Model.Feed == name)
            .SelectMany(job => job.Running.Where(run => run.Source == source && !runs.Contains(run.Id))
                .Select(run => (job.Labels, run.Id)))).ToList();
    }
}
