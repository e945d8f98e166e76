using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Remote.Tests.Otlp;

/// <summary>Starts and histograms of what was stored.</summary>
internal static class StoredPoints
{
    public static List<(long StartMs, FloatHistogram? Histogram)> Of(MemorySeries stored, string name)
    {
        using var set = stored.Select(
            new SeriesSelection([new Matcher("__name__", MatchOperator.Equal, name)], 0, long.MaxValue),
            CancellationToken.None);
        var buffer = new SampleBuffer();
        var points = new List<(long, FloatHistogram?)>();
        foreach (var series in set)
        {
            series.Read(0, long.MaxValue, buffer);
            for (var i = 0; i < buffer.Count; i++)
            {
                points.Add((
                    buffer.HasStarts ? buffer.StartTimestamps[i] : 0,
                    buffer.HasHistograms ? buffer.Histograms[i] : null));
            }
        }

        return points;
    }
}
