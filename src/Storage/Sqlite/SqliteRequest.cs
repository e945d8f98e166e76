using Hotaru.Model;

namespace Hotaru.Storage.Sqlite;

/// <summary>Work that waits for the writer thread: a batch, or a compaction where there is none.</summary>
internal sealed class SqliteRequest(StoreBatch? batch, Durability durability, CancellationToken cancellation)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StoreBatch? Batch => batch;

    public Durability Durability => durability;

    public Task Done => _done.Task;

    public bool IsCancelled
    {
        get
        {
            if (cancellation.IsCancellationRequested) _done.TrySetCanceled(cancellation);
            return _done.Task.IsCanceled;
        }
    }

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);
}
