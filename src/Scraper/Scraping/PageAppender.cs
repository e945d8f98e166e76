using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// Appends a target's page to a batch. A series that was seen before costs a hash of its text and a look-up,
/// and nothing is allocated for it. Used by the target's loop only.
/// </summary>
internal sealed class PageAppender(Target target, SeriesCache cache, FamilyCache families)
{
    private readonly SampleLabels _labels = new(target);
    private readonly HistogramLimits _histograms = new(target.Job);
    private readonly ScrapeParserOptions _options = new(
        IgnoreNativeHistograms: !target.NativeHistograms,
        AlwaysClassicHistograms: target.AlwaysClassicHistograms);

    /// <exception cref="ScrapeException">A limit is exceeded.</exception>
    /// <exception cref="ExpositionException">The page is not what its format allows.</exception>
    public void Append(ISampleBatch batch, ScrapedPage page, long timestampMs, ref ScrapeTally tally)
    {
        var parser = ScrapeParser.For(page.Format, page.Body, _options);
        if (target.ConvertClassicHistograms)
            parser = new CustomBucketsParser(parser, target.AlwaysClassicHistograms);
        ScrapeException? refusal = null;
        while (parser.Next())
        {
            if (parser.Kind is not (EntryKind.Sample or EntryKind.Histogram))
            {
                families.See(parser, batch);
                continue;
            }

            tally.Scraped++;
            // A refused page is still counted to its end: the numbers tell a person how far off the limit is.
            if (Series(parser, ref refusal, ref tally) is not { Labels: { } labels } series) continue;
            tally.Kept++;
            if (target.Job.Limits.Samples > 0 && tally.Kept > target.Job.Limits.Samples)
                refusal ??= new ScrapeException("sample limit exceeded");
            if (refusal is null) Append(batch, parser, series, labels, timestampMs, ref tally);
        }

        if (refusal is not null) throw refusal;
    }

    private CachedSeries? Series(ScrapeParser parser, ref ScrapeException? refusal, ref ScrapeTally tally)
    {
        var key = ByteKey.Of(parser.Series);
        if (cache.TryFind(key, out var series)) return series;
        try
        {
            series = new CachedSeries(_labels.Of(parser.ReadLabels()));
        }
        catch (ScrapeException e)
        {
            refusal ??= e;
            return null;
        }

        cache.Add(key, series);
        if (series.Labels is not null) tally.Added++;
        return series;
    }

    private void Append(
        ISampleBatch batch, ScrapeParser parser, CachedSeries series, Labels labels, long timestampMs,
        ref ScrapeTally tally)
    {
        var own = target.Job.HonorTimestamps ? parser.TimestampMs : null;
        var at = own ?? timestampMs;
        series.IsTracked = own is null || target.Job.TrackTimestampsStaleness;
        var start = parser.ReadStartTimestampMs();
        var outcome = parser.Kind == EntryKind.Histogram
            ? batch.Append(ref series.Reference, labels, at, _histograms.Apply(parser.Histogram!), start)
            : batch.Append(ref series.Reference, labels, at, parser.Value, start);
        Count(outcome, ref tally);
        while (parser.NextExemplar() is { } exemplar) batch.Append(
            ref series.Reference, labels, exemplar, at);
    }

    private static void Count(AppendOutcome outcome, ref ScrapeTally tally)
    {
        switch (outcome)
        {
            case AppendOutcome.OutOfOrder: tally.OutOfOrder++; break;
            case AppendOutcome.DuplicateTimestamp: tally.Duplicate++; break;
            case AppendOutcome.OutOfBounds: tally.OutOfBounds++; break;
            case AppendOutcome.TooManySeries: tally.TooManySeries++; break;
            default: break;
        }
    }
}
