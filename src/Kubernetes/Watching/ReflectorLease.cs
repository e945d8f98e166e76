namespace Hotaru.Kubernetes;

/// <summary>A share in a reflector; the last one to let go ends it.</summary>
public sealed class ReflectorLease(Reflector reflector, Func<ValueTask> release) : IAsyncDisposable
{
    private bool _isReleased;

    public Reflector Reflector => reflector;

    public async ValueTask DisposeAsync()
    {
        if (_isReleased) return;
        _isReleased = true;
        await release();
    }
}
