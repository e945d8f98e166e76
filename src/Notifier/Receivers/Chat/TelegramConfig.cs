namespace Hotaru.Notifier;

/// <summary>A message of a Telegram bot.</summary>
public sealed record TelegramConfig : IntegrationConfig
{
    public override string Kind => "telegram";

    public required string ApiUrl { get; init; }

    public required Secret Token { get; init; }

    /// <summary>A whole number as text.</summary>
    public required Secret Chat { get; init; }

    /// <summary>0: none.</summary>
    public long Thread { get; init; }

    public required string Message { get; init; }

    public bool IsSilent { get; init; }

    /// <summary>HTML, Markdown, MarkdownV2 or empty.</summary>
    public string ParseMode { get; init; } = "HTML";
}
