using System.Text;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>The address a target is scraped at: scheme, host, path and parameters from its labels.</summary>
internal static class TargetUrl
{
    public static Uri Of(ScrapeModel job, Labels labels)
    {
        var path = labels[TargetLabels.MetricsPath];
        if (!path.StartsWith('/')) path = "/" + path;
        var text = new StringBuilder()
            .Append(labels[TargetLabels.Scheme]).Append("://").Append(labels[TargetLabels.Address])
                .Append(path);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        foreach (var (name, value) in Params(job, labels))
        {
            text.Append(separator).Append(Uri.EscapeDataString(name)).Append('=')
                .Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return new Uri(text.ToString());
    }

    /// <summary>The configured parameters; a __param_ label replaces the first value of its name.</summary>
    private static IEnumerable<(string Name, string Value)> Params(ScrapeModel job, Labels labels)
    {
        var all = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in job.Params) all[name] = [.. values];
        foreach (var label in labels)
        {
            if (!label.Name.StartsWith(TargetLabels.ParamPrefix, StringComparison.Ordinal)) continue;
            var name = label.Name[TargetLabels.ParamPrefix.Length..];
            if (all.TryGetValue(name, out var values) && values.Count > 0) values[0] = label.Value;
            else all[name] = [label.Value];
        }

        return all.SelectMany(entry => entry.Value.Select(value => (entry.Key, value)));
    }
}
