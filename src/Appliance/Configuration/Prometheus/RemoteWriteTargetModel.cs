using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>One entry of remote_write, with Prometheus's defaults.</summary>
internal sealed record RemoteWriteTargetModel
{
    public required Uri Url { get; init; }

    /// <summary>The name given, or one made of the address; each once.</summary>
    public required string Name { get; init; }

    /// <summary>Two models with the same text do the same.</summary>
    public required string Fingerprint { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public bool Version2 { get; init; }

    public bool SendExemplars { get; init; }

    public bool SendNativeHistograms { get; init; }

    public IReadOnlyList<RelabelRule> Relabeling { get; init; } = [];

    public HttpClientModel Http { get; init; } = new() { EnableHttp2 = false };

    public int MaxSamplesPerSend { get; init; } = 2000;

    public TimeSpan BatchSendDeadline { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromMilliseconds(30);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(5);

    public bool RetryOnHttp429 { get; init; }

    /// <summary>Older samples are not sent any more; zero: all are.</summary>
    public TimeSpan SampleAgeLimit { get; init; }

    public bool SendMetadata { get; init; } = true;

    public int MaxMetadataPerSend { get; init; } = 2000;

    public TimeSpan MetadataInterval { get; init; } = TimeSpan.FromMinutes(1);
}
