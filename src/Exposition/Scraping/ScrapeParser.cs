using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Walks through a scraped body entry by entry, as strict as Prometheus's own parsers are. Nothing is
/// allocated for a sample until its labels are asked for: a scraper keeps what it knows of a series under the
/// bytes of
/// <see cref="Series"/>. Spans are good until the next <see cref="Next"/>. Not for concurrent use.
/// </summary>
/// <remarks>
/// Every member that reads may throw <see cref="ExpositionException"/>; the entries before it were good.
/// NaN comes as <see cref="StaleMarker.NormalNaNBits"/>, so nothing scraped is taken for a stale marker.
/// </remarks>
public abstract class ScrapeParser
{
    public static ScrapeParser For(
        ExpositionFormat format, ReadOnlyMemory<byte> body, ScrapeParserOptions? options = null)
    {
        options ??= ScrapeParserOptions.Default;
        return format switch
        {
            ExpositionFormat.OpenMetrics => new OpenMetricsScrapeParser(body, options),
            ExpositionFormat.Protobuf => new ProtobufScrapeParser(body, options),
            _ => new TextScrapeParser(body),
        };
    }

    public EntryKind Kind { get; protected set; }

    /// <summary>
    /// Sample or histogram: bytes that name the series, the same for the same series from scrape to scrape.
    /// In the text forms it is what was written up to the value, without the blank.
    /// </summary>
    public abstract ReadOnlySpan<byte> Series { get; }

    /// <summary>The value of a float sample.</summary>
    public double Value { get; protected set; }

    /// <summary>Milliseconds since the epoch, where the body says so.</summary>
    public long? TimestampMs { get; protected set; }

    /// <summary>The value of a histogram sample; a new instance for each.</summary>
    public FloatHistogram? Histogram { get; protected set; }

    /// <summary>The type that the last TYPE gave.</summary>
    public MetricType Type { get; protected set; }

    /// <summary>Type, help or unit: the name of the family as written between the quotes, if any.</summary>
    public abstract ReadOnlySpan<byte> FamilyBytes { get; }

    /// <summary>Help or unit: the text as written, not unescaped.</summary>
    public abstract ReadOnlySpan<byte> TextBytes { get; }

    /// <summary>Moves to the next entry; false at the end of a good body.</summary>
    public abstract bool Next();

    /// <summary>
    /// The labels of the sample with __name__; labels with an empty value are kept (they tell honor_labels
    /// that the target left a label out on purpose). le and quantile are in the canonical form: 1.0, not 1.
    /// </summary>
    public abstract Labels ReadLabels();

    /// <summary>The exemplars of the sample, one by one; null when there are no more.</summary>
    public abstract Exemplar? NextExemplar();

    /// <summary>
    /// When the counting began, in milliseconds since the epoch; 0 where the body does not say.
    /// </summary>
    public abstract long ReadStartTimestampMs();

    /// <summary>The name of the family of a TYPE, HELP or UNIT entry.</summary>
    public abstract string ReadFamily();

    /// <summary>The unescaped text of a HELP or UNIT entry.</summary>
    public abstract string ReadText();
}
