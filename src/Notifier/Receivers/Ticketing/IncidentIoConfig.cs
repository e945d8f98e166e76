namespace Hotaru.Notifier;

/// <summary>An event for an alert source of incident.io.</summary>
public sealed record IncidentIoConfig : IntegrationConfig
{
    public override string Kind => "incidentio";

    public required Secret Url { get; init; }

    /// <summary>Of the alert source; none where the authorization is that of the HTTP settings.</summary>
    public Secret Token { get; init; } = Secret.None;

    /// <summary>Only so many alerts; 0 is all.</summary>
    public long MaxAlerts { get; init; }
}
