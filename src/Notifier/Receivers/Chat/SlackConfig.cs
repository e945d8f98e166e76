namespace Hotaru.Notifier;

/// <summary>A message to Slack, by an incoming webhook or as a bot.</summary>
public sealed record SlackConfig : IntegrationConfig
{
    public override string Kind => "slack";

    public required Secret Url { get; init; }

    /// <summary>Of a bot; then <see cref="Url"/> is that of chat.postMessage.</summary>
    public Secret Token { get; init; } = Secret.None;

    public string Channel { get; init; } = "";

    /// <summary>
    /// Username, color, title, title_link, pretext, text and so on by their names; templates.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public IReadOnlyList<MessageField> Fields { get; init; } = [];

    public bool ShortFields { get; init; }

    public bool LinkNames { get; init; }

    public IReadOnlyList<string> MarkdownIn { get; init; } = ["fallback", "pretext", "text"];

    /// <summary>
    /// A group's message is changed while its alerts go on, instead of a new one being sent; only as a bot.
    /// </summary>
    public bool UpdatesMessage { get; init; }

    public IReadOnlyList<MessageAction> Actions { get; init; } = [];
}
