namespace Hotaru.Updates;

/// <summary>
/// Whether a release that is tried gets on: it answers with one fact more that is good, or it has much of the
/// processor, as while it starts on a slow or busy machine. One that waits for ever does neither; one that
/// turns in circles ends by systemd's watchdog or start timeout.
/// </summary>
internal sealed class TrialProgress(TimeProvider time)
{
    /// <summary>So much of the processor in one window is work; what waits and what idles has less.</summary>
    internal static readonly TimeSpan Work = TimeSpan.FromSeconds(6);

    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> _good = [];
    private long _last = time.GetTimestamp();
    private long _windowBegun = time.GetTimestamp();
    private TimeSpan? _workedBefore;

    /// <summary>Since it last got on.</summary>
    public TimeSpan Idle => time.GetElapsedTime(_last);

    /// <param name="state">The service now.</param>
    /// <param name="answer">What the release that is tried says; null where it does not answer.</param>
    public void Look(ServiceState state, ReadinessAnswer? answer)
    {
        var now = time.GetTimestamp();
        foreach (var fact in answer?.Facts ?? [])
        {
            // Each counts once: what comes and goes is no progress.
            if (fact.State == FactState.Good && _good.Add(fact.Name)) _last = now;
        }

        // The count begins anew with each process.
        if (_workedBefore is not { } before || state.Worked < before) StartWindow(state, now);
        else if (state.Worked - before >= Work)
        {
            // An answer ends the start: from there on, facts are what counts.
            if (answer is null) _last = now;
            StartWindow(state, now);
        }
        else if (time.GetElapsedTime(_windowBegun, now) >= Window) StartWindow(state, now);
    }

    private void StartWindow(ServiceState state, long now) =>
        (_workedBefore, _windowBegun) = (state.Worked, now);
}
