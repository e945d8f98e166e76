namespace Hotaru.Model;

/// <summary>
/// Reads all configuration files again. Owned by the wiring; called by /-/reload and SIGHUP.
/// </summary>
public interface IReloader
{
    /// <summary>
    /// Empty when the new configuration is in force; else everything that is wrong with it, and the old one
    /// goes on.
    /// </summary>
    Task<IReadOnlyList<Problem>> ReloadAsync(CancellationToken cancellation);
}
