using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hotaru.Appliance.CommandLine;

/// <summary>An answer of the query API as lines for a terminal.</summary>
internal static class QueryAnswer
{
    /// <summary>The error, warnings and infos of an answer.</summary>
    public static IEnumerable<string> Notes(JsonElement answer)
    {
        if (answer.TryGetProperty("error", out var error))
            yield return $"hotaru: {answer.GetProperty("errorType").GetString()}: {error.GetString()}";
        foreach (var kind in (string[])["warnings", "infos"])
        {
            if (!answer.TryGetProperty(kind, out var notes)) continue;
            foreach (var note in notes.EnumerateArray()) yield return $"{kind[..^1]}: {note.GetString()}";
        }
    }

    /// <param name="data">The member "data": "resultType" and "result".</param>
    public static IEnumerable<string> Lines(JsonElement data)
    {
        var result = data.GetProperty("result");
        return data.GetProperty("resultType").GetString() switch
        {
            "matrix" => result.EnumerateArray().SelectMany(Series),
            "vector" => result.EnumerateArray().Select(
                sample => $"{Name(sample.GetProperty("metric"))} => {Point(PointOf(sample))}"),
            var kind => [$"{kind}: {Point(result)}"],
        };
    }

    private static JsonElement PointOf(JsonElement sample) =>
        sample.TryGetProperty("value", out var value) ? value : sample.GetProperty("histogram");

    private static IEnumerable<string> Series(JsonElement series)
    {
        yield return $"{Name(series.GetProperty("metric"))} =>";
        foreach (var kind in (string[])["values", "histograms"])
        {
            if (!series.TryGetProperty(kind, out var points)) continue;
            foreach (var point in points.EnumerateArray()) yield return Point(point);
        }
    }

    /// <summary>"value @[seconds]"; a histogram as its JSON.</summary>
    private static string Point(JsonElement point)
    {
        var value = point[1].ValueKind == JsonValueKind.String ? point[1].GetString() : point[1].GetRawText();
        return string.Create(CultureInfo.InvariantCulture, $"{value} @[{point[0].GetDouble()}]");
    }

    private static string Name(JsonElement metric)
    {
        var text = new StringBuilder();
        var separator = "{";
        foreach (var label in metric.EnumerateObject())
        {
            if (label.NameEquals("__name__"))
            {
                text.Insert(0, label.Value.GetString());
                continue;
            }

            text.Append(separator).Append(label.Name).Append('=').Append(label.Value.GetRawText());
            separator = ", ";
        }

        if (separator != "{") return text.Append('}').ToString();
        return text.Length > 0 ? text.ToString() : "{}";
    }
}
