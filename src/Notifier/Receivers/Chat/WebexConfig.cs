namespace Hotaru.Notifier;

/// <summary>
/// A message of a Webex bot, whose token is the authorization of <see cref="IntegrationConfig.Http"/>.
/// </summary>
public sealed record WebexConfig : IntegrationConfig
{
    public override string Kind => "webex";

    public required string ApiUrl { get; init; }

    /// <summary>A template.</summary>
    public required string Room { get; init; }

    public required string Message { get; init; }
}
