using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// The targets that a job's groups make after relabeling, each once, and those that were dropped.
/// </summary>
internal sealed record TargetSet(
    IReadOnlyDictionary<ulong, Target> Targets, IReadOnlyList<Labels> Dropped, int DroppedCount,
    IReadOnlyList<string> Faults)
{
    public static readonly TargetSet Empty = new(new Dictionary<ulong, Target>(), [], 0, []);

    public static TargetSet Of(ScrapeModel job, IEnumerable<TargetGroup> groups)
    {
        var targets = new Dictionary<ulong, Target>();
        var dropped = new List<Labels>();
        var droppedCount = 0;
        var faults = new List<string>();
        foreach (var group in groups)
        {
            foreach (var labels in group.Targets)
            {
                var target =
                    TargetBuilder.Build(job, labels, group.Labels, out var discovered, out var fault);
                if (target is not null)
                {
                    targets.TryAdd(target.Hash, target);
                    continue;
                }

                if (fault.Length > 0) faults.Add(fault);
                droppedCount++;
                var limit = job.Limits.KeptDroppedTargets;
                if (limit == 0 || dropped.Count < limit) dropped.Add(discovered);
            }
        }

        return new TargetSet(targets, dropped, droppedCount, faults);
    }
}
