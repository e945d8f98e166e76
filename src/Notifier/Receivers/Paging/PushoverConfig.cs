namespace Hotaru.Notifier;

/// <summary>A push message by Pushover.</summary>
public sealed record PushoverConfig : IntegrationConfig
{
    public override string Kind => "pushover";

    public string ApiUrl { get; init; } = "https://api.pushover.net/1/messages.json";

    public required Secret User { get; init; }

    public required Secret Token { get; init; }

    /// <summary>
    /// Title, message, url, url_title, device, sound and priority by their names; templates.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public TimeSpan Retry { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan Expire { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the message stays; zero: until it is read.</summary>
    public TimeSpan TimeToLive { get; init; }

    public bool IsHtml { get; init; }

    public bool IsMonospace { get; init; }
}
