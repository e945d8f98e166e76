using System.Globalization;
using System.Text;

namespace Hotaru.Scraper;

/// <summary>The names of the protocols in prometheus.yml, and what they are on the wire.</summary>
public static class ScrapeProtocols
{
    public static readonly IReadOnlyList<ScrapeProtocol> Default =
    [
        ScrapeProtocol.OpenMetrics100, ScrapeProtocol.OpenMetrics001,
        ScrapeProtocol.Text100, ScrapeProtocol.Text004,
    ];

    /// <summary>The default where native histograms are scraped: only protobuf carries them.</summary>
    public static readonly IReadOnlyList<ScrapeProtocol> ProtobufFirst =
        [ScrapeProtocol.Protobuf, .. Default];

    public static readonly IReadOnlyDictionary<string, ScrapeProtocol> ByName =
        new SortedDictionary<string, ScrapeProtocol>(StringComparer.Ordinal)
        {
            ["OpenMetricsText0.0.1"] = ScrapeProtocol.OpenMetrics001,
            ["OpenMetricsText1.0.0"] = ScrapeProtocol.OpenMetrics100,
            ["PrometheusProto"] = ScrapeProtocol.Protobuf,
            ["PrometheusText0.0.4"] = ScrapeProtocol.Text004,
            ["PrometheusText1.0.0"] = ScrapeProtocol.Text100,
        };

    /// <summary>The Accept header: the first protocol has the highest weight.</summary>
    internal static string AcceptHeader(IReadOnlyList<ScrapeProtocol> protocols, string escapingScheme)
    {
        var text = new StringBuilder();
        var weight = protocols.Count + 1;
        foreach (var protocol in protocols)
        {
            text.Append(MediaType(protocol));
            // Only these two know names outside the old alphabet.
            if (protocol is ScrapeProtocol.Text100 or ScrapeProtocol.OpenMetrics100)
                text.Append(";escaping=").Append(escapingScheme);
            text.Append(CultureInfo.InvariantCulture, $";q=0.{weight--},");
        }

        return text.Append(CultureInfo.InvariantCulture, $"*/*;q=0.{weight}").ToString();
    }

    private static string MediaType(ScrapeProtocol protocol) => protocol switch
    {
        ScrapeProtocol.Protobuf =>
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
        ScrapeProtocol.OpenMetrics001 => "application/openmetrics-text;version=0.0.1",
        ScrapeProtocol.OpenMetrics100 => "application/openmetrics-text;version=1.0.0",
        ScrapeProtocol.Text100 => "text/plain;version=1.0.0",
        _ => "text/plain;version=0.0.4",
    };
}
