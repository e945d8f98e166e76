using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>
/// Reads entries of ntfy_configs, gotify_configs, matrix_configs and mqtt_configs: Hotaru's additions to the
/// peers' receivers, for home labs.
/// </summary>
internal static class HomeFields
{
    private const string Critical = """{{ else if eq .CommonLabels.severity "critical" }}""";

    private const string NtfyPriority =
        """{{ if eq .Status "resolved" }}2""" + Critical + """5{{ else }}4{{ end }}""";

    private const string NtfyTags =
        """{{ if eq .Status "resolved" }}white_check_mark{{ else }}rotating_light{{ end }}""";

    private const string GotifyPriority =
        """{{ if eq .Status "resolved" }}2""" + Critical + """10{{ else }}6{{ end }}""";

    public static IntegrationConfig Ntfy(ConfigMap map, GlobalSettings global) => new NtfyConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = map.Url("url", "https://ntfy.sh"),
        Topic = map.Required(map.Secret("topic", global.Directory), "topic"),
        Token = map.Secret("token", global.Directory),
        Title = map.Text("title", ChatParts.Default("ntfy.default.title")),
        Message = map.Text("message", ChatParts.Default("ntfy.default.message")),
        Priority = map.Text("priority", NtfyPriority),
        Tags = map.Text("tags", NtfyTags),
        Click = map.Text("click"),
    };

    public static IntegrationConfig Gotify(ConfigMap map, GlobalSettings global) => new GotifyConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = RequiredUrl(map, "gotify"),
        Token = map.Required(map.Secret("token", global.Directory), "token"),
        Title = map.Text("title", ChatParts.Default("gotify.default.title")),
        Message = map.Text("message", ChatParts.Default("gotify.default.message")),
        Priority = map.Text("priority", GotifyPriority),
    };

    public static IntegrationConfig Matrix(ConfigMap map, GlobalSettings global) => new MatrixConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = RequiredUrl(map, "matrix"),
        Room = map.Required("room_id", "matrix"),
        Token = map.Required(map.Secret("access_token", global.Directory), "access_token"),
        Message = map.Text("message", ChatParts.Default("matrix.default.message")),
        IsNotice = map.Flag("notice", false),
    };

    public static IntegrationConfig Mqtt(ConfigMap map, GlobalSettings global)
    {
        var broker = map.HostAndPort("broker");
        if (broker is null && map["broker"] is null)
            map.Problems.Add(map.At, "mqtt has no broker", "add broker: host:1883");
        return new MqttConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Host = broker?.Host ?? "",
            Port = broker?.Port ?? 0,
            UsesTls = map["tls_config"] is { IsNull: false },
            Tls = TlsSection.Read(map["tls_config"], global.Directory, TlsConfig.Default),
            ClientId = map.Text("client_id", "hotaru"),
            User = map.Text("username"),
            Password = map.Secret("password", global.Directory),
            Topic = map.Text("topic", "hotaru/alerts"),
            Message = map.Text("message"),
            IsRetained = map.Flag("retain", false),
            DiscoveryPrefix = map.Text("home_assistant_discovery"),
        };
    }

    private static string RequiredUrl(ConfigMap map, string owner)
    {
        map.Required("url", owner);
        return map.Url("url", "");
    }
}
