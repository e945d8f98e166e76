using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>One series of which several places have samples; the first place's are preferred.</summary>
internal sealed class MergedSeries(ISeries first, ISeries second) : ISeries
{
    public Labels Labels => first.Labels;

    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        var (one, other) = (new SampleBuffer(), new SampleBuffer());
        first.Read(minTimeMs, maxTimeMs, one);
        second.Read(minTimeMs, maxTimeMs, other);
        buffer.Clear();
        SampleMerge.Into(buffer, one, other);
    }
}
