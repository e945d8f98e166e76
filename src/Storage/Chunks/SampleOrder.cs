using Hotaru.Model;

namespace Hotaru.Storage.Chunks;

/// <summary>Puts samples that came from overlapping chunks into rising time.</summary>
internal static class SampleOrder
{
    /// <summary>
    /// Sorts by time; of samples at the same time the last one stays. Costs a pass where all is in order.
    /// </summary>
    public static void Repair(SampleBuffer buffer)
    {
        if (IsRising(buffer.Timestamps)) return;
        var order = new int[buffer.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var times = buffer.Timestamps.ToArray();
        var values = buffer.Values.ToArray();
        var histograms = buffer.Histograms.ToArray();
        var starts = buffer.StartTimestamps.ToArray();
        Array.Sort(order, (a, b) => times[a] != times[b] ? times[a].CompareTo(times[b]) : a.CompareTo(b));
        buffer.Clear();
        for (var i = 0; i < order.Length; i++)
        {
            var at = order[i];
            if (i + 1 < order.Length && times[order[i + 1]] == times[at]) continue;
            var start = starts.Length > 0 ? starts[at] : 0;
            if (histograms.Length > 0 && histograms[at] is { } histogram)
                buffer.Add(times[at], histogram, start);
            else buffer.Add(times[at], values[at], start);
        }
    }

    private static bool IsRising(ReadOnlySpan<long> times)
    {
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] <= times[i - 1]) return false;
        }

        return true;
    }
}
