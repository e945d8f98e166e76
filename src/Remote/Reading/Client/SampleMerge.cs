using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Two runs of samples in rising time made one; where both have a time, the first is right.
/// </summary>
internal static class SampleMerge
{
    public static SampleBuffer Of(SampleBuffer first, SampleBuffer second)
    {
        if (second.Count == 0) return first;
        if (first.Count == 0) return second;
        var merged = new SampleBuffer(first.Count + second.Count);
        Into(merged, first, second);
        return merged;
    }

    public static void Into(SampleBuffer target, SampleBuffer first, SampleBuffer second)
    {
        int i = 0, j = 0;
        while (i < first.Count || j < second.Count)
        {
            if (j == second.Count || (i < first.Count && first.Timestamps[i] <= second.Timestamps[j]))
            {
                if (j < second.Count && first.Timestamps[i] == second.Timestamps[j]) j++;
                Copy(first, i++, target);
            }
            else
            {
                Copy(second, j++, target);
            }
        }
    }

    public static void Copy(SampleBuffer from, int index, SampleBuffer to)
    {
        var start = from.HasStarts ? from.StartTimestamps[index] : 0;
        if (from.HasHistograms && from.Histograms[index] is { } histogram)
            to.Add(from.Timestamps[index], histogram, start);
        else to.Add(from.Timestamps[index], from.Values[index], start);
    }
}
