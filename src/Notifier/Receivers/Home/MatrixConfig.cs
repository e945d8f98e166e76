namespace Hotaru.Notifier;

/// <summary>A message in a Matrix room; an extension of the peers' configuration.</summary>
public sealed record MatrixConfig : IntegrationConfig
{
    public override string Kind => "matrix";

    /// <summary>Of the home server: https://matrix.example.org.</summary>
    public required string Url { get; init; }

    /// <summary>The room's id, <c>!abc:example.org</c>; not its alias.</summary>
    public required string Room { get; init; }

    public required Secret Token { get; init; }

    public required string Message { get; init; }

    /// <summary>A notice is shown with less weight and rings nobody.</summary>
    public bool IsNotice { get; init; }
}
