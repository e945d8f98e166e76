using System.Collections.Concurrent;

namespace Hotaru.Gateway;

/// <summary>
/// Changes of the groups that share a lane come one after the other. Pushes that wait for their turn together
/// are taken together, as one commit: so many pushes to one group cost few.
/// </summary>
internal sealed class PushLane : IDisposable
{
    private const int MostTogether = 64;

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public ConcurrentQueue<WaitingPush> Waiting { get; } = new();

    /// <summary>The pushes whose turn it is; the gate must be held.</summary>
    public List<WaitingPush> Take()
    {
        var taken = new List<WaitingPush>();
        while (taken.Count < MostTogether && Waiting.TryDequeue(out var push)) taken.Add(push);
        return taken;
    }

    public void Dispose() => Gate.Dispose();
}
