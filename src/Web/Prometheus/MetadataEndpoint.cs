using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// metadata: what targets, pushes and remote writes say of each family; each different word once.
/// </summary>
internal sealed class MetadataEndpoint(ScrapeService scraper, ISeriesCatalog catalog)
{
    public void Map(ApiRoutes routes) => routes.Get("/metadata", Metadata);

    private ApiResult Metadata(ApiRequest request)
    {
        var limit = request.Number("limit", -1);
        var perMetric = request.Number("limit_per_metric", -1);
        var metric = request["metric"];
        var families = new SortedDictionary<string, HashSet<MetricMetadata>>(StringComparer.Ordinal);
        foreach (var target in scraper.ActiveTargets) Add(families, target.Metadata, metric, perMetric);
        Add(families, catalog.Metadata, metric, perMetric);
        return ApiResult.Of(stream =>
        {
            var json = stream.Json;
            json.WriteStartObject();
            foreach (var (name, all) in limit < 0 ? families : families.Take(limit))
            {
                json.WriteStartArray(name);
                foreach (var metadata in all)
                {
                    json.WriteStartObject();
                    ApiText.Write(json, metadata);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        });
    }

    private static void Add(
        SortedDictionary<string, HashSet<MetricMetadata>> families,
        IReadOnlyDictionary<string, MetricMetadata> found, string metric, int perMetric)
    {
        foreach (var (name, metadata) in found)
        {
            if (metric.Length > 0 && name != metric) continue;
            if (!families.TryGetValue(name, out var all)) families[name] = all = [];
            if (perMetric <= 0 || all.Count < perMetric) all.Add(metadata);
        }
    }
}
