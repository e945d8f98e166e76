namespace Hotaru.Exposition;

/// <summary>What an answer is written in: a format and what becomes of UTF-8 names.</summary>
public readonly record struct ExpositionType(ExpositionFormat Format, EscapingScheme Escaping)
{
    /// <summary>Text 0.0.4 for readers that know old names only.</summary>
    public static readonly ExpositionType Text = new(ExpositionFormat.Text, EscapingScheme.Underscores);

    /// <summary>The Content-Type header.</summary>
    public string ContentType
    {
        get
        {
            var escaping = Escaping switch
            {
                EscapingScheme.AllowUtf8 => "allow-utf-8",
                EscapingScheme.Dots => "dots",
                EscapingScheme.Values => "values",
                _ => "underscores",
            };
            return Format switch
            {
                ExpositionFormat.Protobuf =>
                    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; "
                    + $"encoding=delimited; escaping={escaping}",
                ExpositionFormat.OpenMetrics =>
                    $"application/openmetrics-text; version=1.0.0; charset=utf-8; escaping={escaping}",
                _ => $"text/plain; version=0.0.4; charset=utf-8; escaping={escaping}",
            };
        }
    }

    /// <summary>
    /// The best type that an Accept header asks for and that is offered; text where it asks for nothing
    /// known.
    /// </summary>
    /// <param name="accept">The header as sent; null or empty is anything.</param>
    /// <param name="offerOpenMetrics">
    /// OpenMetrics renames counters, so a page whose names must not change does not offer it.
    /// </param>
    public static ExpositionType Negotiate(string? accept, bool offerOpenMetrics)
    {
        if (string.IsNullOrEmpty(accept)) return Text;
        var best = Text;
        var bestQuality = -1.0;
        foreach (var part in accept.Split(','))
        {
            var range = AcceptRange.Parse(part);
            if (range.Quality <= bestQuality || range.Quality <= 0) continue;
            if (range.ToType(offerOpenMetrics) is not { } type) continue;
            (best, bestQuality) = (type, range.Quality);
        }

        return best;
    }
}
