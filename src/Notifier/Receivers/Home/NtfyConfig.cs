namespace Hotaru.Notifier;

/// <summary>A message to an ntfy server; an extension of the peers' configuration.</summary>
public sealed record NtfyConfig : IntegrationConfig
{
    public override string Kind => "ntfy";

    public string Url { get; init; } = "https://ntfy.sh";

    public required Secret Topic { get; init; }

    public Secret Token { get; init; } = Secret.None;

    public required string Title { get; init; }

    public required string Message { get; init; }

    /// <summary>1 to 5; a template.</summary>
    public required string Priority { get; init; }

    /// <summary>With commas between them; a template.</summary>
    public required string Tags { get; init; }

    /// <summary>What a tap opens; a template.</summary>
    public string Click { get; init; } = "";
}
