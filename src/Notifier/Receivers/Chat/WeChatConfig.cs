namespace Hotaru.Notifier;

/// <summary>A message of an application of WeChat Work.</summary>
public sealed record WeChatConfig : IntegrationConfig
{
    public override string Kind => "wechat";

    public required string ApiUrl { get; init; }

    public required Secret ApiSecret { get; init; }

    /// <summary>A template, as all that follow.</summary>
    public required string Corporation { get; init; }

    public required string Message { get; init; }

    public string ToUser { get; init; } = "";

    public string ToParty { get; init; } = "";

    public string ToTag { get; init; } = "";

    public string Agent { get; init; } = "";

    /// <summary>"text" or "markdown".</summary>
    public string MessageType { get; init; } = "text";
}
