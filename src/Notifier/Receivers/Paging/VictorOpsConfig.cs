namespace Hotaru.Notifier;

/// <summary>An alert in Splunk On-Call, once VictorOps.</summary>
public sealed record VictorOpsConfig : IntegrationConfig
{
    public override string Kind => "victorops";

    public required string ApiUrl { get; init; }

    public required Secret ApiKey { get; init; }

    /// <summary>A template.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>
    /// Message_type, state_message, entity_display_name and monitoring_tool by their names; templates.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>Further fields of the event; templates.</summary>
    public IReadOnlyDictionary<string, string> CustomFields { get; init; } = new Dictionary<string, string>();
}
