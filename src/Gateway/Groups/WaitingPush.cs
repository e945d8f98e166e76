using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// A push and its outcome; without a push it only remembers that one of the group was refused.
/// </summary>
internal sealed class WaitingPush(Labels key, Push? push)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Labels Key => key;

    public Push? Push => push;

    /// <summary>Why it is refused; reported when the refusal is on disk.</summary>
    public PushConflict? Conflict { get; set; }

    public Task Task => _done.Task;

    public void Finish()
    {
        if (Conflict is null) _done.SetResult();
        else _done.SetException(Conflict);
    }

    public void Fail(Exception e) => _done.SetException(e);
}
