using System.Text.Json;

namespace Hotaru.Remote;

/// <summary>Data points in JSON; all of them are read into the same one.</summary>
internal sealed class OtlpJsonPointDecoder
{
    private readonly OtlpPoint _point = new();

    public OtlpPoint Decode(JsonElement element)
    {
        _point.Clear();
        _point.StartNs = OtlpJson.Unsigned(element, "startTimeUnixNano");
        _point.TimeNs = OtlpJson.Unsigned(element, "timeUnixNano");
        _point.Flags = (uint)OtlpJson.Unsigned(element, "flags");
        _point.Value = Value(element);
        _point.Integer = OtlpJson.Find(element, "asInt") is { } integer ? OtlpJson.Integer(integer) : null;
        _point.Count = OtlpJson.Unsigned(element, "count");
        _point.Sum = OtlpJson.Find(element, "sum") is { } sum ? OtlpJson.Number(sum) : null;
        _point.Scale = OtlpJson.Find(element, "scale") is { } scale ? (int)OtlpJson.Integer(scale) : 0;
        _point.ZeroCount = OtlpJson.Unsigned(element, "zeroCount");
        OtlpJson.Attributes(element, "attributes", _point.Attributes);
        foreach (var count in OtlpJson.List(element, "bucketCounts"))
            _point.BucketCounts.Add(OtlpJson.Unsigned(count));
        foreach (var bound in OtlpJson.List(element, "explicitBounds"))
            _point.Bounds.Add(OtlpJson.Number(bound));
        Buckets(element, "positive", _point.Positive);
        Buckets(element, "negative", _point.Negative);
        foreach (var entry in OtlpJson.List(element, "quantileValues"))
            _point.Quantiles.Add((Number(entry, "quantile"), Number(entry, "value")));
        foreach (var exemplar in OtlpJson.List(element, "exemplars"))
            _point.Exemplars.Add(Exemplar(exemplar));
        return _point;
    }

    private static double Value(JsonElement element) =>
        OtlpJson.Find(element, "asInt") is { } integer ? OtlpJson.Integer(integer)
            : Number(element, "asDouble");

    private static double Number(JsonElement map, string name) =>
        OtlpJson.Find(map, name) is { } number ? OtlpJson.Number(number) : 0;

    private static void Buckets(JsonElement element, string name, OtlpBuckets buckets)
    {
        if (OtlpJson.Find(element, name) is not { } side) return;
        buckets.Offset = OtlpJson.Find(side, "offset") is { } offset ? (int)OtlpJson.Integer(offset) : 0;
        foreach (var count in OtlpJson.List(side, "bucketCounts"))
            buckets.Counts.Add(OtlpJson.Unsigned(count));
    }

    private static OtlpExemplar Exemplar(JsonElement element)
    {
        var attributes = new List<KeyValuePair<string, string>>();
        OtlpJson.Attributes(element, "filteredAttributes", attributes);
        return new OtlpExemplar(
            Value(element), OtlpJson.Unsigned(element, "timeUnixNano"),
            OtlpJson.Text(element, "traceId").ToLowerInvariant(),
            OtlpJson.Text(element, "spanId").ToLowerInvariant(), attributes);
    }
}
