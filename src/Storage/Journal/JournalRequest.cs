using Hotaru.Model;
using Hotaru.Storage.Head;

namespace Hotaru.Storage.Journal;

/// <summary>Samples that wait to be on disk, with what belongs to them.</summary>
internal sealed class JournalRequest(ArraySegment<PendingSample> samples, StoreBatch? also)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ArraySegment<PendingSample> Samples => samples;

    public StoreBatch? Also => also;

    public Task Done => _done.Task;

    /// <summary>Samples that were refused after all: another batch brought newer ones in between.</summary>
    public int Refused { get; set; }

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception error) => _done.TrySetException(error);
}
