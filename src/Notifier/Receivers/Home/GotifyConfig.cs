namespace Hotaru.Notifier;

/// <summary>A message to a Gotify server; an extension of the peers' configuration.</summary>
public sealed record GotifyConfig : IntegrationConfig
{
    public override string Kind => "gotify";

    public required string Url { get; init; }

    /// <summary>Of an application.</summary>
    public required Secret Token { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    /// <summary>0 to 10; a template.</summary>
    public required string Priority { get; init; }
}
