using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>Lists of target groups: static_configs, and the files of file_sd.</summary>
internal static class TargetGroupSection
{
    public static IReadOnlyList<TargetGroup> Read(
        IReadOnlyList<ConfigNode> nodes, string source, bool allowsUrls = false)
    {
        var groups = new List<TargetGroup>();
        foreach (var node in nodes)
        {
            var map = node.Map();
            List<Labels> targets = [.. map.List("targets").Select(target => Target(target, allowsUrls))];
            groups.Add(
                new TargetGroup($"{source}{groups.Count}", targets, ScrapeFields.Labels(map, "labels")));
            map.End();
        }

        return groups;
    }

    /// <summary>For file_sd: what is wrong is thrown, so that the file's former targets go on.</summary>
    /// <exception cref="FormatException">The text is no list of target groups.</exception>
    public static IReadOnlyList<TargetGroup> ReadFile(string file, string text)
    {
        var problems = new ProblemList();
        var groups = YamlFile.Parse(text, file, problems) is { } root
            ? Read(root.List(), file + ":", allowsUrls: true)
            : [];
        if (!problems.IsEmpty) throw new FormatException(problems.Problems[0].ToString());
        return [.. groups.Select(
            group => group with { Labels = group.Labels.With("__meta_filepath", file) })];
    }

    private static Labels Target(ConfigNode node, bool allowsUrls)
    {
        var address = node.Text() ?? "";
        if (!allowsUrls && address.Contains('/', StringComparison.Ordinal))
        {
            node.Problems.Add(node.At, $"{GoText.Quote(address)} is not a host and port",
                "write host:port; scheme and metrics_path are fields of the job");
        }

        return Labels.Of("__address__", address);
    }
}
