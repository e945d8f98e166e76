using System.Text.Json;

namespace Hotaru.Remote;

/// <summary>
/// ExportMetricsServiceRequest in JSON: lowerCamelCase names (underscores are taken too), 64-bit numbers as
/// numbers or texts, ids in hexadecimal. Source: the OTLP specification, "JSON Protobuf Encoding".
/// </summary>
internal sealed class OtlpJsonDecoder(IOtlpVisitor visitor)
{
    private readonly OtlpJsonPointDecoder _points = new();
    private readonly List<KeyValuePair<string, string>> _resource = [];

    /// <exception cref="FormatException">The request is not valid.</exception>
    public void Decode(ReadOnlyMemory<byte> request)
    {
        try
        {
            using var document = JsonDocument.Parse(request);
            foreach (var resource in OtlpJson.List(document.RootElement, "resourceMetrics"))
                Resource(resource);
        }
        catch (JsonException e)
        {
            throw new FormatException($"json: {e.Message}");
        }
        catch (InvalidOperationException e)
        {
            // A field of another kind than the schema has: a text that is no text, a half surrogate.
            throw new FormatException($"json: {e.Message}");
        }
    }

    private void Resource(JsonElement resource)
    {
        _resource.Clear();
        if (OtlpJson.Find(resource, "resource") is { } own) OtlpJson.Attributes(own, "attributes", _resource);
        visitor.BeginResource(_resource);
        foreach (var scope in OtlpJson.List(resource, "scopeMetrics")) Scope(scope);
        visitor.EndResource();
    }

    private void Scope(JsonElement element)
    {
        var scope = new OtlpScope { SchemaUrl = OtlpJson.Text(element, "schemaUrl") };
        if (OtlpJson.Find(element, "scope") is { } own)
        {
            scope.Name = OtlpJson.Text(own, "name");
            scope.Version = OtlpJson.Text(own, "version");
            OtlpJson.Attributes(own, "attributes", scope.Attributes);
        }

        visitor.BeginScope(scope);
        foreach (var metric in OtlpJson.List(element, "metrics")) Metric(metric);
    }

    private void Metric(JsonElement element)
    {
        var metric = new OtlpMetric
        {
            Name = OtlpJson.Text(element, "name"),
            Description = OtlpJson.Text(element, "description"),
            Unit = OtlpJson.Text(element, "unit"),
        };
        JsonElement data = default;
        foreach (var (name, kind) in Kinds)
        {
            if (OtlpJson.Find(element, name) is not { } found) continue;
            (data, metric.Kind) = (found, kind);
        }

        if (metric.Kind != OtlpKind.None)
        {
            metric.Temporality = Temporality(data);
            metric.IsMonotonic = OtlpJson.Find(data, "isMonotonic")?.ValueKind == JsonValueKind.True;
        }

        visitor.BeginMetric(metric);
        if (metric.Kind == OtlpKind.None) return;
        foreach (var point in OtlpJson.List(data, "dataPoints"))
            visitor.Point(_points.Decode(point));
    }

    private static readonly (string Name, OtlpKind Kind)[] Kinds =
    [
        ("gauge", OtlpKind.Gauge), ("sum", OtlpKind.Sum), ("histogram", OtlpKind.Histogram),
        ("exponentialHistogram", OtlpKind.ExponentialHistogram), ("summary", OtlpKind.Summary),
    ];

    private static int Temporality(JsonElement data)
    {
        if (OtlpJson.Find(data, "aggregationTemporality") is not { } element) return 0;
        if (element.ValueKind == JsonValueKind.Number) return (int)OtlpJson.Integer(element);
        return element.GetString() switch
        {
            "AGGREGATION_TEMPORALITY_DELTA" => OtlpMetric.Delta,
            "AGGREGATION_TEMPORALITY_CUMULATIVE" => OtlpMetric.Cumulative,
            _ => 0,
        };
    }
}
