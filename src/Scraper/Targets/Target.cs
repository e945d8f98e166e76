using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>One address to scrape, after relabeling. Readable from any thread.</summary>
public sealed class Target
{
    private volatile ScrapeReport _report = ScrapeReport.None;

    internal Target(ScrapeModel job, Labels discovered, Labels relabeled, TimeSpan interval, TimeSpan timeout)
    {
        (Job, DiscoveredLabels, Interval, Timeout) = (job, discovered, interval, timeout);
        Url = TargetUrl.Of(job, relabeled);
        ConvertClassicHistograms =
            TargetFlag.Read(relabeled[TargetLabels.ConvertClassicHistograms]) ?? job.ConvertClassicHistograms;
        AlwaysClassicHistograms =
            TargetFlag.Read(relabeled[TargetLabels.AlwaysClassicHistograms]) ?? job.AlwaysClassicHistograms;
        NativeHistograms = TargetFlag.Read(relabeled[TargetLabels.NativeHistograms]) ?? job.NativeHistograms;
        UnixSocket = relabeled[TargetLabels.UnixSocket];
        Labels = Public(relabeled);
        Hash = Fnv1a.Add(relabeled.Fingerprint(), Url.AbsoluteUri);
    }

    public ScrapeModel Job { get; }

    /// <summary>The labels before relabeling.</summary>
    public Labels DiscoveredLabels { get; }

    /// <summary>The labels that go onto every series.</summary>
    public Labels Labels { get; }

    public Uri Url { get; }

    public TimeSpan Interval { get; }

    public TimeSpan Timeout { get; }

    /// <summary>The job's, or what relabeling made of it.</summary>
    internal bool ConvertClassicHistograms { get; }

    /// <inheritdoc cref="ConvertClassicHistograms"/>
    internal bool AlwaysClassicHistograms { get; }

    /// <inheritdoc cref="ConvertClassicHistograms"/>
    internal bool NativeHistograms { get; }

    /// <summary>The socket to connect to in place of the URL's host; empty: none.</summary>
    internal string UnixSocket { get; }

    public ScrapeReport Report
    {
        get => _report;
        internal set => _report = value;
    }

    /// <summary>The families the target exposes, by name.</summary>
    public IReadOnlyDictionary<string, MetricMetadata> Metadata => MetadataSource?.Snapshot() ?? NoMetadata;

    internal static IReadOnlyDictionary<string, MetricMetadata> NoMetadata { get; } =
        new Dictionary<string, MetricMetadata>();

    /// <summary>How many families it is, and how many bytes their texts have.</summary>
    internal (int Count, long Size) KnownFamilies => MetadataSource?.Measure() ?? default;

    internal FamilyCache? MetadataSource { get; set; }

    /// <summary>Two targets with the same hash are the same.</summary>
    internal ulong Hash { get; }

    private static Labels Public(Labels labels)
    {
        var kept = new List<Label>(labels.Count);
        foreach (var label in labels)
        {
            if (!label.Name.StartsWith(TargetLabels.ReservedPrefix, StringComparison.Ordinal))
                kept.Add(label);
        }

        return Labels.FromSorted([.. kept]);
    }
}
