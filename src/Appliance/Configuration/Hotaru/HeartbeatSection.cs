using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>heartbeat:</c> of hotaru.yml; without a url there is none.</summary>
internal static class HeartbeatSection
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static HeartbeatModel? Read(ConfigNode? node)
    {
        if (node is null) return null;
        var map = node.Map();
        var text = map.Required("url", "heartbeat");
        var interval = map.Duration("interval", Interval);
        var model = new HeartbeatModel(
            new Uri("http://unknown/"), interval, map.Duration("timeout", Timeout),
            map["may_be_bad"] is { } parts ? parts.Texts().ToHashSet(StringComparer.Ordinal) : ["indicator"]);
        map.End();
        if (interval < TimeSpan.FromSeconds(1))
            map.Problems.Add(map.KeyAt("interval"), "a heartbeat comes at most once a second", "write 1m");
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return model with { Url = url };
        if (text.Length > 0)
            map.Problems.Add(map.KeyAt("url"), $"\"{text}\" is not an http URL",
                "write it as https://hc-ping.com/your-uuid");
        return null;
    }
}
