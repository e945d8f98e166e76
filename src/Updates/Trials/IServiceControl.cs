namespace Hotaru.Updates;

/// <summary>The unit hotaru.service, as systemd has it.</summary>
public interface IServiceControl
{
    /// <summary>Asks for a restart and returns at once; earlier failures are forgotten.</summary>
    Task RestartAsync(CancellationToken cancellation);

    Task<ServiceState> StateAsync(CancellationToken cancellation);
}
