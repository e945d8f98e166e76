using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>remote_read.</summary>
internal static class RemoteReadSection
{
    public static IReadOnlyList<RemoteReadTargetModel> Read(IReadOnlyList<ConfigNode> nodes, string directory)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var models = new List<RemoteReadTargetModel>();
        foreach (var node in nodes)
        {
            var map = node.Map();
            var model = One(node, map, directory);
            map.End();
            if (model is null) continue;
            if (!names.Add(model.Name))
            {
                map.Problems.Add(map.KeyAt("name"), $"remote_read \"{model.Name}\" is there twice",
                    "give each a name of its own");
            }

            models.Add(model);
        }

        return models;
    }

    private static RemoteReadTargetModel? One(ConfigNode node, ConfigMap map, string directory)
    {
        var url = map["url"] is { } text ? HttpSection.Url(text) : null;
        if (map["url"] is null) map.Problems.Add(node.At, "remote_read has no url", "add \"url:\"");
        // A limit for frames of a stream, which is not asked for.
        map["chunked_read_limit"]?.Integer();
        var http = HttpSection.Read(map, directory, HttpSection.Defaults);
        var model = new RemoteReadTargetModel
        {
            Url = url ?? new Uri("http://localhost"),
            Fingerprint = YamlEcho.Write(node, maskSecrets: false),
            Name = map.Text("name") is { Length: > 0 } given ? given : url?.AbsoluteUri ?? "",
            Timeout = map.Duration("remote_timeout", TimeSpan.FromMinutes(1)),
            ReadRecent = map.Flag("read_recent", false),
            FilterExternalLabels = map.Flag("filter_external_labels", true),
            RequiredMatchers = [.. map.TextMap("required_matchers").Select(m => new Label(m.Key, m.Value))],
            Http = http with { Headers = [.. http.Headers, .. map.TextMap("headers")] },
        };
        return url is null ? null : model;
    }
}
