namespace Hotaru.Exposition;

/// <summary>One entry of an Accept header with the parameters that exposition formats know.</summary>
internal readonly record struct AcceptRange(
    string MediaType, double Quality, string Version, string Proto, string Encoding, string Escaping)
{
    public static AcceptRange Parse(string text)
    {
        var parts = text.Split(';');
        var range = new AcceptRange(parts[0].Trim().ToLowerInvariant(), 1, "", "", "", "");
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) continue;
            var value = part[(equals + 1)..].Trim().Trim('"');
            range = part[..equals].Trim().ToLowerInvariant() switch
            {
                "q" => range with { Quality = double.TryParse(value, out var quality) ? quality : 1 },
                "version" => range with { Version = value },
                "proto" => range with { Proto = value },
                "encoding" => range with { Encoding = value },
                "escaping" => range with { Escaping = value },
                _ => range,
            };
        }

        return range;
    }

    public ExpositionType? ToType(bool offerOpenMetrics)
    {
        var escaping = Escaping switch
        {
            "allow-utf-8" => EscapingScheme.AllowUtf8,
            "dots" => EscapingScheme.Dots,
            "values" => EscapingScheme.Values,
            _ => EscapingScheme.Underscores,
        };
        return MediaType switch
        {
            "application/vnd.google.protobuf"
                when Proto == "io.prometheus.client.MetricFamily" && Encoding == "delimited" =>
                new ExpositionType(ExpositionFormat.Protobuf, escaping),
            "application/openmetrics-text" when offerOpenMetrics && Version is "" or "0.0.1" or "1.0.0" =>
                new ExpositionType(ExpositionFormat.OpenMetrics, escaping),
            "text/plain" when Version is "" or "0.0.4" or "1.0.0" =>
                new ExpositionType(ExpositionFormat.Text, escaping),
            "*/*" or "text/*" => new ExpositionType(ExpositionFormat.Text, escaping),
            _ => null,
        };
    }
}
