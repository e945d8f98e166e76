namespace Hotaru.Updates;

/// <summary>
/// Counts how often the tried process ended: by systemd's own count of restarts, and by process ids, since
/// that count begins anew when a person restarts the unit.
/// </summary>
/// <param name="former">The service as it was before the release was started.</param>
internal sealed class ServiceEnds(ServiceState former)
{
    private int _process;
    private int _restarts = former.Restarts;

    public int Number { get; private set; }

    /// <summary>How it ended, in brackets; empty where that was not seen: the next start clears it.</summary>
    public string How { get; private set; } = "";

    /// <summary>Whether it ended since the last look.</summary>
    public bool Count(ServiceState state)
    {
        if (state.Result is not ("" or "success")) How = $" ({state.Result})";
        var more = Math.Max(state.Restarts - _restarts, IsAnother(state.ProcessId) ? 1 : 0);
        _restarts = state.Restarts;
        if (more <= 0) return false;
        Number += more;
        return true;
    }

    private bool IsAnother(int process)
    {
        if (process == 0 || process == former.ProcessId || process == _process) return false;
        var isFirst = _process == 0;
        _process = process;
        return !isFirst;
    }
}
