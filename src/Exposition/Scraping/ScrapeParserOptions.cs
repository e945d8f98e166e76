namespace Hotaru.Exposition;

/// <summary>What a scrape wants of a body.</summary>
/// <param name="IgnoreNativeHistograms">Protobuf: take the classic part of every histogram only.</param>
/// <param name="AlwaysClassicHistograms">Protobuf: a histogram with both forms yields both.</param>
/// <param name="SkipCreatedSeries">
/// OpenMetrics: _created lines of counters, summaries and histograms are no samples; they are still seen by
/// <see cref="ScrapeParser.ReadStartTimestampMs"/>.
/// </param>
public sealed record ScrapeParserOptions(
    bool IgnoreNativeHistograms = false, bool AlwaysClassicHistograms = false, bool SkipCreatedSeries = false)
{
    public static readonly ScrapeParserOptions Default = new();
}
