using System.Collections.Concurrent;

namespace Hotaru.Indicator.Tests;

/// <summary>A button whose edges are laid out beforehand; after the last one the line is lost.</summary>
internal sealed class FakeButton : IGpioButton
{
    private readonly ConcurrentQueue<GpioEdge?> _edges = new();

    public bool IsPressed { get; set; }

    public void Press(double atSeconds, double forSeconds)
    {
        _edges.Enqueue(new GpioEdge(true, (ulong)(atSeconds * 1e9)));
        _edges.Enqueue(new GpioEdge(false, (ulong)((atSeconds + forSeconds) * 1e9)));
    }

    public void Release(double atSeconds) => _edges.Enqueue(new GpioEdge(false, (ulong)(atSeconds * 1e9)));

    public void NothingFor(int waits)
    {
        for (var i = 0; i < waits; i++) _edges.Enqueue(null);
    }

    public GpioEdge? Wait(TimeSpan atMost) =>
        _edges.TryDequeue(out var edge) ? edge : throw new GpioException("the end of the test");

    public void Dispose()
    {
    }
}
