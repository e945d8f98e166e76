namespace Hotaru.Notifier;

/// <summary>An alert in Opsgenie.</summary>
public sealed record OpsGenieConfig : IntegrationConfig
{
    public override string Kind => "opsgenie";

    public required string ApiUrl { get; init; }

    public required Secret Key { get; init; }

    /// <summary>Message, description, source, entity, note, priority, tags and actions; templates.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>Each with id, name or username, and type; templates.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Responders { get; init; } = [];

    /// <summary>An alert that is known gets the new message and description too.</summary>
    public bool UpdatesAlerts { get; init; }
}
