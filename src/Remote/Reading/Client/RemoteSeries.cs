using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>A series as another server sent it; whole in memory.</summary>
internal sealed class RemoteSeries(Labels labels, SampleBuffer samples) : ISeries
{
    public Labels Labels => labels;

    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        buffer.Clear();
        for (var i = samples.LowerBound(minTimeMs); i < samples.Count; i++)
        {
            if (samples.Timestamps[i] > maxTimeMs) return;
            SampleMerge.Copy(samples, i, buffer);
        }
    }
}
