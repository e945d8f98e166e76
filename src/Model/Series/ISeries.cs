namespace Hotaru.Model;

/// <summary>One series of a set.</summary>
public interface ISeries
{
    Labels Labels { get; }

    /// <summary>
    /// Clears the buffer and fills it with the samples from min to max inclusive, in rising time.
    /// </summary>
    void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer);
}
