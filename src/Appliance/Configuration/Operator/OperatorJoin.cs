using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Adds the operator's resources to what the files say. A mistake in a file is a person's who stands beside
/// it, and refuses the whole; a resource of a cluster may be anybody's: it is told by name and left out, and
/// all others count.
/// </summary>
internal static class OperatorJoin
{
    public static OperatorJoined Join(
        FileModels files, IReadOnlyList<ClusterResource> cluster, ProblemList problems)
    {
        if (files.Hotaru.Operator.Watch is null) cluster = [];
        var all = cluster;
        var (skipped, wanted) = (new List<Problem>(), new HashSet<ClusterWant>());
        while (cluster.Count > 0)
        {
            var found = new ProblemList();
            if (Build(files, cluster, found, wanted) is { } model && found.IsEmpty)
                return new OperatorJoined(model with { Cluster = all }, skipped, wanted);
            var bad = found.Problems.Where(problem => cluster.Any(of => IsOf(of, problem))).ToList();
            if (bad.Count == 0) skipped.AddRange(found.Problems);
            else skipped.AddRange(bad.Select(problem => problem with { Line = 0, Column = 0 }));
            // What is wrong with the whole is nobody's alone: then only the files count.
            cluster = bad.Count == 0 ? [] : [.. cluster.Where(of => !bad.Exists(p => IsOf(of, p)))];
        }

        var alone = Build(files, [], problems, wanted);
        return new OperatorJoined(
            problems.IsEmpty && alone is not null ? alone with { Cluster = all } : null, skipped, wanted);
    }

    private static bool IsOf(ClusterResource resource, Problem problem) =>
        problem.File == resource.Place
        || problem.File.StartsWith(resource.Place + "/", StringComparison.Ordinal);

    private static ApplianceModel? Build(
        FileModels files, IReadOnlyList<ClusterResource> cluster, ProblemList problems,
        HashSet<ClusterWant> wanted)
    {
        var resources = new OperatorResources();
        foreach (var (file, text) in files.Resources) resources.Add(text, file, problems);
        // Where both have one, the file is the person's own word.
        foreach (var resource in cluster.Where(r => !resources.Has(r.Kind, r.Space, r.Name)).ToList())
            resources.Add(resource.Text, resource.Place, problems);
        var prometheus = OperatorScrapes.AddTo(
            files.Prometheus, resources, files.Hotaru.Operator, problems);
        var rules = RulesOfAppliance.AddTo(files.Rules, files.Hotaru, prometheus, resources, problems);
        var notifier = OperatorRoutes.AddTo(files.Notifier, files.Global, resources, problems);
        wanted.UnionWith(resources.Wanted);
        return notifier is null
            ? null
            : new ApplianceModel(files.Hotaru, prometheus, rules, notifier) { Files = files };
    }
}
