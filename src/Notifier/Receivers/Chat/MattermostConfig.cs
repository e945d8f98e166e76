namespace Hotaru.Notifier;

/// <summary>A message to a Mattermost webhook.</summary>
public sealed record MattermostConfig : IntegrationConfig
{
    public override string Kind => "mattermost";

    public required Secret Url { get; init; }

    /// <summary>Channel, username, text, title and so on by their names; templates.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public IReadOnlyList<MessageField> Fields { get; init; } = [];

    /// <summary>Further attachments, each its texts by their names and its fields.</summary>
    public IReadOnlyList<MattermostAttachment> Attachments { get; init; } = [];

    public string Priority { get; init; } = "";

    public bool RequestsAcknowledgement { get; init; }

    public bool IsPersistent { get; init; }
}
