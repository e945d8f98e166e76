using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>Where samples are sent on to, and how. Made by the wiring of one entry of remote_write.</summary>
public sealed record RemoteWriteTarget
{
    /// <summary>Names the queue on disk: it goes on with the same samples while the name stays.</summary>
    public required string Name { get; init; }

    /// <summary>Two targets with the same text are the same; a reload lets such a one run on.</summary>
    public required string Fingerprint { get; init; }

    public required Uri Url { get; init; }

    public required Func<HttpClient> CreateClient { get; init; }

    /// <summary>Adds external labels and relabels; null where the series is not sent. Any thread.</summary>
    public required Func<Labels, Labels?> Prepare { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public bool SendExemplars { get; init; }

    public bool SendNativeHistograms { get; init; }

    public int MaxSamplesPerSend { get; init; } = 2000;

    public TimeSpan BatchSendDeadline { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(30);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether io.prometheus.write.v2.Request is sent rather than prometheus.WriteRequest.</summary>
    public bool IsVersion2 { get; init; }

    /// <summary>Older samples are left out when their turn comes; zero: all are sent.</summary>
    public TimeSpan SampleAgeLimit { get; init; }

    /// <summary>Whether families are described; version 2 does it with every series.</summary>
    public bool SendMetadata { get; init; } = true;

    public TimeSpan MetadataInterval { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxMetadataPerSend { get; init; } = 2000;

    public bool RetryOnHttp429 { get; init; }

    /// <summary>
    /// Bytes that may wait on disk. When it is full, new samples are not queued, and it is said so.
    /// </summary>
    public long MaxQueueBytes { get; init; } = 1L << 30;
}
