using Hotaru.Model;

namespace Hotaru.Storage.Journal;

/// <summary>Takes what the journal has, in its order, by one thread at start.</summary>
internal interface IJournalReplay
{
    /// <summary>
    /// The coding state of a series; of one that is not known, a state that is thrown away.
    /// </summary>
    ref JournalState StateOf(uint id);

    void Sample(uint id, long timeMs, double value, FloatHistogram? histogram, long startMs);
}
