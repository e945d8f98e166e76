namespace Hotaru.Notifier;

/// <summary>A POST of the documented JSON, version 4.</summary>
public sealed record WebhookConfig : IntegrationConfig
{
    public override string Kind => "webhook";

    /// <summary>May be a template.</summary>
    public required Secret Url { get; init; }

    /// <summary>Only so many alerts; 0 is all.</summary>
    public long MaxAlerts { get; init; }

    /// <summary>
    /// Takes the place of the documented JSON; its texts are templates. Null: the documented one.
    /// </summary>
    public PayloadNode? Payload { get; init; }
}
