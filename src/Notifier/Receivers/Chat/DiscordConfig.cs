namespace Hotaru.Notifier;

/// <summary>A message to a Discord webhook.</summary>
public sealed record DiscordConfig : IntegrationConfig
{
    public override string Kind => "discord";

    public required Secret Url { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    public string Content { get; init; } = "";

    public string User { get; init; } = "";

    public string AvatarUrl { get; init; } = "";
}
