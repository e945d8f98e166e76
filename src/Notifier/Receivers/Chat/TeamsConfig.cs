namespace Hotaru.Notifier;

/// <summary>A card in Microsoft Teams, by a workflow's webhook (v2) or by an old connector.</summary>
public sealed record TeamsConfig : IntegrationConfig
{
    public override string Kind => IsWorkflow ? "msteamsv2" : "msteams";

    public required bool IsWorkflow { get; init; }

    public required Secret Url { get; init; }

    public required string Title { get; init; }

    public string Summary { get; init; } = "";

    public required string Text { get; init; }
}
