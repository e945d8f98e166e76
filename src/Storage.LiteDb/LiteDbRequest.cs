using Hotaru.Model;

namespace Hotaru.Storage.LiteDb;

/// <summary>What waits for the writer thread: a batch, or work of another kind where there is none.</summary>
internal sealed class LiteDbRequest(
    StoreBatch? batch, Action? work, Durability durability, CancellationToken cancellation)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoreBatch? Batch => batch;

    public bool IsSynced => durability == Durability.Synced;

    public Task Done => _done.Task;

    public bool IsCancelled
    {
        get
        {
            if (cancellation.IsCancellationRequested) _done.TrySetCanceled(cancellation);
            return _done.Task.IsCanceled;
        }
    }

    public void Try(Action<LiteDbRequest> write)
    {
        try
        {
            if (work is not null) work();
            else write(this);
            Succeed();
        }
        catch (Exception e)
        {
            _done.TrySetException(e);
        }
    }

    public void Succeed() => _done.TrySetResult();
}
