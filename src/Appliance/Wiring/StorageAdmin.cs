using System.Globalization;
using System.Security.Cryptography;
using Hotaru.Model;
using Hotaru.Storage;
using Hotaru.Web.Prometheus;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// admin/tsdb/* on the time series store. Snapshots are copies below the data directory's snapshots.
/// </summary>
internal sealed class StorageAdmin(
    TimeSeriesStore series, string directory, TimeProvider time) : IStorageAdmin
{
    public Task DeleteAsync(
        IReadOnlyList<Matcher> matchers, long minTimeMs, long maxTimeMs, CancellationToken cancellation) =>
        series.DeleteSeriesAsync([matchers], minTimeMs, maxTimeMs, cancellation);

    public Task CleanAsync(CancellationToken cancellation) => series.CleanTombstonesAsync(cancellation);

    public async Task<string> SnapshotAsync(CancellationToken cancellation)
    {
        var name = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z-'", CultureInfo.InvariantCulture)
            + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var folder = Path.Combine(directory, "snapshots", name);
        Directory.CreateDirectory(folder);
        await series.BackupAsync(Path.Combine(folder, "hotaru.db"), cancellation);
        return name;
    }
}
