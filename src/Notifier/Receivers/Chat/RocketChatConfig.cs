namespace Hotaru.Notifier;

/// <summary>A message to Rocket.Chat.</summary>
public sealed record RocketChatConfig : IntegrationConfig
{
    public override string Kind => "rocketchat";

    public required string ApiUrl { get; init; }

    public required Secret Token { get; init; }

    public required Secret TokenId { get; init; }

    public string Channel { get; init; } = "";

    /// <summary>
    /// Color, title, title_link, text, emoji, icon_url and so on by their names; templates.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public IReadOnlyList<MessageField> Fields { get; init; } = [];

    public bool ShortFields { get; init; }

    public IReadOnlyList<MessageAction> Actions { get; init; } = [];
}
