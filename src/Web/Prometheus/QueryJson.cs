using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Web.Prometheus;

/// <summary>The data of a query's answer: resultType, result and, where asked for, stats.</summary>
internal static class QueryJson
{
    public static async ValueTask WriteAsync(
        JsonStream stream, QueryValue value, QueryStatistics? statistics, CancellationToken cancellation)
    {
        var json = stream.Json;
        json.WriteStartObject();
        json.WriteString("resultType", value.TypeName);
        json.WritePropertyName("result");
        switch (value)
        {
            case VectorValue vector:
                await WriteAsync(stream, vector, cancellation);
                break;
            case MatrixValue matrix:
                await WriteAsync(stream, matrix, cancellation);
                break;
            case ScalarValue scalar:
                json.WriteStartArray();
                stream.ShortTime(scalar.TimestampMs);
                stream.PlainValue(scalar.Value);
                json.WriteEndArray();
                break;
            case StringValue text:
                json.WriteStartArray();
                stream.ShortTime(text.TimestampMs);
                json.WriteStringValue(text.Value);
                json.WriteEndArray();
                break;
        }

        if (statistics is not null) Write(stream, statistics);
        json.WriteEndObject();
    }

    private static async ValueTask WriteAsync(
        JsonStream stream, VectorValue vector, CancellationToken cancellation)
    {
        var json = stream.Json;
        json.WriteStartArray();
        foreach (var sample in vector.Samples)
        {
            json.WriteStartObject();
            json.WritePropertyName("metric");
            stream.Labels(sample.Labels);
            json.WritePropertyName(sample.Histogram is null ? "value" : "histogram");
            if (sample.Histogram is null) Point(stream, sample.TimestampMs, sample.Value);
            else Point(stream, sample.TimestampMs, sample.Histogram);
            json.WriteEndObject();
            await stream.BreatheAsync(cancellation);
        }

        json.WriteEndArray();
    }

    private static async ValueTask WriteAsync(
        JsonStream stream, MatrixValue matrix, CancellationToken cancellation)
    {
        var json = stream.Json;
        using var points = new PointText();
        json.WriteStartArray();
        foreach (var series in matrix.Series)
        {
            json.WriteStartObject();
            json.WritePropertyName("metric");
            stream.Labels(series.Labels);
            if (series.FloatSpan.Length > 0)
            {
                json.WritePropertyName("values");
                json.WriteRawValue(points.Write(series.FloatSpan), skipInputValidation: true);
            }

            if (series.Histograms.Count > 0)
            {
                json.WritePropertyName("histograms");
                json.WriteStartArray();
                foreach (var sample in series.Histograms) Point(stream, sample.TimestampMs, sample.Histogram);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            await stream.BreatheAsync(cancellation);
        }

        json.WriteEndArray();
    }

    private static void Point(JsonStream stream, long timestampMs, double value)
    {
        stream.Json.WriteStartArray();
        stream.Time(timestampMs);
        stream.Value(value);
        stream.Json.WriteEndArray();
    }

    private static void Point(JsonStream stream, long timestampMs, FloatHistogram histogram)
    {
        stream.Json.WriteStartArray();
        stream.Time(timestampMs);
        HistogramJson.Write(stream, histogram);
        stream.Json.WriteEndArray();
    }

    private static void Write(JsonStream stream, QueryStatistics statistics)
    {
        var json = stream.Json;
        var evaluation = statistics.EvaluationTime.TotalSeconds;
        var queue = statistics.QueueTime.TotalSeconds;
        json.WriteStartObject("stats");
        json.WriteStartObject("timings");
        json.WriteNumber("evalTotalTime", evaluation);
        json.WriteNumber("resultSortTime", 0);
        json.WriteNumber("queryPreparationTime", 0);
        json.WriteNumber("innerEvalTime", evaluation);
        json.WriteNumber("execQueueTime", queue);
        json.WriteNumber("execTotalTime", queue + evaluation);
        json.WriteEndObject();
        json.WriteStartObject("samples");
        json.WriteNumber("totalQueryableSamples", statistics.TotalSamples);
        json.WriteNumber("samplesRead", statistics.SamplesRead);
        json.WriteNumber("peakSamples", statistics.PeakSamples);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
