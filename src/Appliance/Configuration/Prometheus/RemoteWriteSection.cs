using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>remote_write.</summary>
internal static class RemoteWriteSection
{
    public static IReadOnlyList<RemoteWriteTargetModel> Read(
        IReadOnlyList<ConfigNode> nodes, GlobalModel global, string directory)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var models = new List<RemoteWriteTargetModel>();
        foreach (var node in nodes)
        {
            var map = node.Map();
            if (One(node, map, global, directory) is not { } model) continue;
            if (!names.Add(model.Name))
            {
                map.Problems.Add(map.KeyAt("name"), $"remote_write \"{model.Name}\" is there twice",
                    "give each a name of its own");
            }

            models.Add(model);
        }

        return models;
    }

    private static RemoteWriteTargetModel? One(
        ConfigNode node, ConfigMap map, GlobalModel global, string directory)
    {
        var url = map["url"] is { } text ? HttpSection.Url(text) : null;
        if (map["url"] is null) map.Problems.Add(node.At, "remote_write has no url", "add \"url:\"");
        foreach (var name in (ReadOnlySpan<string>)["sigv4", "azuread", "google_iam"])
        {
            if (map[name] is not null)
                map.Problems.Add(
                    map.KeyAt(name), $"{name} is not supported", "use basic_auth, authorization or oauth2");
        }

        map["round_robin_dns"]?.Flag();
        map["failed_request_logging"]?.Flag();
        var queue = map["queue_config"]?.Map();
        var metadata = map["metadata_config"]?.Map();
        var http = HttpSection.Read(map, directory, new HttpClientModel { EnableHttp2 = false });
        var model = new RemoteWriteTargetModel
        {
            Url = url ?? new Uri("http://localhost"),
            Fingerprint = YamlEcho.Write(node, maskSecrets: false),
            Name = map.Text("name") is { Length: > 0 } given ? given : url?.AbsoluteUri ?? "",
            Timeout = map.Duration("remote_timeout", TimeSpan.FromSeconds(30)),
            Version2 = IsVersion2(map["protobuf_message"]),
            SendExemplars = map.Flag("send_exemplars", false),
            SendNativeHistograms = map.Flag("send_native_histograms", false),
            Relabeling = RelabelSection.Read(map, "write_relabel_configs", global.LegacyNames),
            Http = http with { Headers = [.. http.Headers, .. map.TextMap("headers")] },
        };
        model = Metadata(Queue(model, queue), metadata);
        queue?.End();
        metadata?.End();
        map.End();
        return url is null ? null : model;
    }

    private static RemoteWriteTargetModel Queue(RemoteWriteTargetModel model, ConfigMap? map)
    {
        if (map is null) return model;
        // Shards keep a queue in memory fast; the queue here is on disk and one sender keeps its order.
        foreach (var name in (
            ReadOnlySpan<string>)["capacity", "max_shards", "min_shards"]) map[name]?.Integer();
        return model with
        {
            MaxSamplesPerSend = (int)map.Integer("max_samples_per_send", model.MaxSamplesPerSend),
            BatchSendDeadline = map.Duration("batch_send_deadline", model.BatchSendDeadline),
            MinBackoff = map.Duration("min_backoff", model.MinBackoff),
            MaxBackoff = map.Duration("max_backoff", model.MaxBackoff),
            RetryOnHttp429 = map.Flag("retry_on_http_429", false),
            SampleAgeLimit = map.Duration("sample_age_limit", TimeSpan.Zero),
        };
    }

    private static RemoteWriteTargetModel Metadata(RemoteWriteTargetModel model, ConfigMap? map)
    {
        if (map is null) return model;
        return model with
        {
            MaxMetadataPerSend = (int)map.Integer("max_samples_per_send", model.MaxMetadataPerSend),
            SendMetadata = map.Flag("send", true),
            MetadataInterval = map.Duration("send_interval", model.MetadataInterval),
        };
    }

    private static bool IsVersion2(ConfigNode? node)
    {
        switch (node?.Text())
        {
            case null or "" or "prometheus.WriteRequest":
                return false;
            case "io.prometheus.write.v2.Request":
                return true;
            default:
                node.Problems.Add(
                    node.At, $"{GoText.Quote(node.ScalarText ?? "")} is not a remote write message",
                    "write prometheus.WriteRequest or io.prometheus.write.v2.Request");
                return false;
        }
    }
}
