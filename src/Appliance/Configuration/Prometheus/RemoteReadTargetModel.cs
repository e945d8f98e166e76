using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>One entry of remote_read, with Prometheus's defaults.</summary>
internal sealed record RemoteReadTargetModel
{
    public required Uri Url { get; init; }

    /// <summary>The name given, or one made of the address; each once.</summary>
    public required string Name { get; init; }

    /// <summary>Two models with the same text do the same.</summary>
    public required string Fingerprint { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    public bool ReadRecent { get; init; }

    public bool FilterExternalLabels { get; init; } = true;

    public IReadOnlyList<Label> RequiredMatchers { get; init; } = [];

    public HttpClientModel Http { get; init; } = new();
}
