namespace Hotaru.Updates;

/// <summary>Asks the running appliance whether it does its work.</summary>
public interface IReadinessProbe
{
    /// <summary>Null where it does not answer.</summary>
    Task<ReadinessAnswer?> AskAsync(CancellationToken cancellation);
}
