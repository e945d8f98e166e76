using Hotaru.Model;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage.Tests.Formats;

/// <summary>Keeps what an entry brings.</summary>
internal sealed class ListReplay : IJournalReplay
{
    private readonly Dictionary<uint, JournalState[]> _states = [];

    public List<(uint Id, long TimeMs, double Value)> Samples { get; } = [];

    public ref JournalState StateOf(uint id)
    {
        if (!_states.TryGetValue(id, out var state)) _states[id] = state = [JournalState.Unknown];
        return ref state[0];
    }

    public void Sample(uint id, long timeMs, double value, FloatHistogram? histogram, long startMs) =>
        Samples.Add((id, timeMs, value));
}
