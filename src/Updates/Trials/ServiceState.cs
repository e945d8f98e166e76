namespace Hotaru.Updates;

/// <summary>What systemd knows of the service at one moment.</summary>
/// <param name="ProcessId">0 where none runs.</param>
/// <param name="Restarts">How often systemd started it again by itself.</param>
/// <param name="Result">How it last ended: success, exit-code, signal, watchdog, timeout,
/// start-limit-hit.</param>
/// <param name="Worked">The processor's time it had; zero where systemd does not count it.</param>
public readonly record struct ServiceState(
    int ProcessId, int Restarts, bool HasFailed, string Result, TimeSpan Worked = default);
