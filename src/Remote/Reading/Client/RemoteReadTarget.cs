using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>A server that queries also read from: one entry of remote_read.</summary>
public sealed record RemoteReadTarget
{
    public required string Name { get; init; }

    /// <summary>Two targets with the same text are the same.</summary>
    public required string Fingerprint { get; init; }

    public required Uri Url { get; init; }

    public required Func<HttpClient> CreateClient { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether it is asked also for times of which all is here.</summary>
    public bool ReadRecent { get; init; }

    /// <summary>It is asked only where a selector has each of these as an equality.</summary>
    public IReadOnlyList<Label> RequiredMatchers { get; init; } = [];

    /// <summary>Whether the external labels are asked for, and taken off what comes.</summary>
    public bool FilterExternalLabels { get; init; } = true;

    /// <summary>The largest answer, compressed and not.</summary>
    public int MaxAnswerBytes { get; init; } = 128 << 20;
}
