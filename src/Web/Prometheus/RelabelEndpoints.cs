using System.Text.Json;
using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Web.Prometheus;

/// <summary>scrape_pools/config and targets/relabel_steps: why a target is what it is.</summary>
internal sealed class RelabelEndpoints(ScrapeService scraper)
{
    public void Map(ApiRoutes routes)
    {
        routes.Get("/scrape_pools/config", Config);
        routes.Get("/targets/relabel_steps", Steps);
    }

    private ApiResult Config(ApiRequest request)
    {
        var model = Pool(request);
        return ApiResult.Of(stream =>
        {
            stream.Json.WriteStartObject();
            stream.Json.WriteString("yaml", model.Text);
            stream.Json.WriteEndObject();
        });
    }

    private ApiResult Steps(ApiRequest request)
    {
        if (request["scrapePool"].Length == 0)
            throw new ApiException(ApiError.BadData, "no scrapePool parameter provided");
        if (request["labels"].Length == 0)
            throw new ApiException(ApiError.BadData, "no labels parameter provided");
        var labels = Parse(request["labels"]);
        var rules = Pool(request).Relabeling;
        return ApiResult.Of(stream => Write(stream, labels, rules));
    }

    private static void Write(JsonStream stream, LabelsBuilder labels, IReadOnlyList<RelabelRule> rules)
    {
        var json = stream.Json;
        json.WriteStartObject();
        json.WriteStartArray("steps");
        var keep = true;
        foreach (var rule in rules)
        {
            keep = keep && Relabeler.Apply(labels, [rule]);
            json.WriteStartObject();
            Write(json, rule);
            json.WritePropertyName("output");
            stream.Labels(keep ? labels.Build() : Labels.Empty);
            json.WriteBoolean("keep", keep);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private ScrapeModel Pool(ApiRequest request)
    {
        var name = request["scrapePool"];
        if (name.Length == 0) throw new ApiException(ApiError.BadData, "no scrapePool parameter provided");
        return scraper.Models.FirstOrDefault(model => model.JobName == name)
            ?? throw new ApiException(
                ApiError.BadData,
                $"error retrieving scrape config: scrape pool {GoText.Quote(name)} not found");
    }

    private static LabelsBuilder Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var labels = new LabelsBuilder();
            foreach (var label in document.RootElement.EnumerateObject())
                labels.Set(label.Name, label.Value.GetString() ?? "");
            return labels;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ApiException(ApiError.BadData, $"error parsing labels: {e.Message}");
        }
    }

    private static void Write(Utf8JsonWriter json, RelabelRule rule)
    {
        json.WriteStartObject("rule");
        if (rule.SourceLabels.Count > 0)
        {
            json.WriteStartArray("source_labels");
            foreach (var label in rule.SourceLabels) json.WriteStringValue(label);
            json.WriteEndArray();
        }

        json.WriteString("separator", rule.Separator);
        json.WriteString("regex", rule.Regex.Pattern);
        if (rule.Modulus > 0) json.WriteNumber("modulus", rule.Modulus);
        if (rule.TargetLabel.Length > 0) json.WriteString("target_label", rule.TargetLabel);
        json.WriteString("replacement", rule.Replacement);
        json.WriteString("action", rule.Action.ToString().ToLowerInvariant());
        json.WriteEndObject();
    }
}
