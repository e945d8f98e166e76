namespace Hotaru.Notifier;

/// <summary>Counts what is under way, so that a clean stop and tests can wait until nothing is.</summary>
internal sealed class ActivityGauge
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _quiet = Done();
    private int _active;

    public void Enter()
    {
        lock (_lock)
        {
            if (_active++ == 0) _quiet =
                new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_active == 0) _quiet.TrySetResult();
        }
    }

    public Task WhenQuietAsync()
    {
        lock (_lock) return _quiet.Task;
    }

    private static TaskCompletionSource Done()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
