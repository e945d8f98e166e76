namespace Hotaru.Notifier;

/// <summary>An event for PagerDuty, by its events API v2 (routing key) or v1 (service key).</summary>
public sealed record PagerDutyConfig : IntegrationConfig
{
    public override string Kind => "pagerduty";

    public required string Url { get; init; }

    public Secret RoutingKey { get; init; } = Secret.None;

    public Secret ServiceKey { get; init; } = Secret.None;

    /// <summary>
    /// Description, client, client_url, source, severity, class, component, group; templates.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Further details by name.</summary>
    public IReadOnlyList<KeyValuePair<string, PayloadNode>> Details { get; init; } = [];

    /// <summary>Each with src, alt and href; templates.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Images { get; init; } = [];

    /// <summary>Each with href and text; templates.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Links { get; init; } = [];
}
