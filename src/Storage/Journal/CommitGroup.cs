namespace Hotaru.Storage.Journal;

/// <summary>
/// Lets those who wait for the disk share an entry: the first one waits a moment for as many others as came
/// last time. One who is alone never waits, and several wait only until the last of them is there.
/// Thread-safe.
/// </summary>
internal sealed class CommitGroup
{
    /// <summary>The longest wait. It is the disk's time, so it is real time in tests too.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly Lock _lock = new();
    private TaskCompletionSource? _isWhole;
    private long _number;
    private long _done = -1;
    private int _waiting;
    private int _taken;
    private int _expected = 1;

    /// <summary>
    /// Joins the group that is gathering, with everything that is to be on disk already in memory.
    /// </summary>
    public long Join()
    {
        lock (_lock)
        {
            _waiting++;
            if (_waiting >= _expected) _isWhole?.TrySetResult();
            return _number;
        }
    }

    /// <summary>Whether all of a group is on disk.</summary>
    public bool IsDone(long number)
    {
        lock (_lock) return number <= _done;
    }

    /// <summary>Waits for the others and closes the group. One caller at a time.</summary>
    public async Task GatherAsync()
    {
        var isWhole = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_waiting >= _expected) isWhole.SetResult();
            else _isWhole = isWhole;
        }

        try
        {
            await isWhole.Task.WaitAsync(Moment, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Some do not come any more: the next group expects fewer.
        }

        lock (_lock)
        {
            (_taken, _waiting, _isWhole) = (_waiting, 0, null);
            _number++;
        }
    }

    /// <summary>The group that was closed last is on disk.</summary>
    public void Done()
    {
        lock (_lock) (_done, _expected) = (_number - 1, Math.Max(1, _taken + _waiting));
    }
}
