namespace Hotaru.Gateway;

/// <summary>
/// The <c>gateway</c> part of hotaru.yml; every default is Pushgateway's own where it has one.
/// </summary>
public sealed record GatewayModel
{
    /// <summary>Whether <c>PUT /api/v1/admin/wipe</c> is there.</summary>
    public bool EnableAdminApi { get; init; }

    /// <summary>Whether <c>PUT</c> and <c>POST /-/quit</c> end the process.</summary>
    public bool EnableLifecycle { get; init; }

    /// <summary>Whether pushes may use names outside of [a-zA-Z_:][a-zA-Z0-9_:]*.</summary>
    public bool EnableUtf8Names { get; init; }

    /// <summary>
    /// Whether a push must fit to itself and to what other groups have. Without it a push is taken as it is,
    /// and whoever scrapes has to cope with what contradicts itself.
    /// </summary>
    public bool ChecksConsistency { get; init; } = true;

    /// <summary>The largest body of a push, in bytes, both as sent and decompressed.</summary>
    public int MaxBodyBytes { get; init; } = 32 << 20;

    /// <summary>The most groups that are kept; a push that would add one more is refused.</summary>
    public int MaxGroups { get; init; } = 100_000;

    /// <summary>
    /// How long a group lives after its last good push; null is for ever. A push can say so itself.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Jobs whose counters are added up over pushes instead of replaced.</summary>
    public IReadOnlySet<string> AddUpJobs { get; init; } = new HashSet<string>();
}
