using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// What admin/tsdb/* does to storage. Any thread; a failure is a <see cref="StoreException"/>.
/// </summary>
public interface IStorageAdmin
{
    /// <summary>Removes the samples of all series that match, from min to max inclusive.</summary>
    Task DeleteAsync(
        IReadOnlyList<Matcher> matchers, long minTimeMs, long maxTimeMs, CancellationToken cancellation);

    /// <summary>Gives back the room of what was deleted.</summary>
    Task CleanAsync(CancellationToken cancellation);

    /// <summary>Writes a consistent copy and returns its name below the data directory's snapshots.</summary>
    Task<string> SnapshotAsync(CancellationToken cancellation);
}
