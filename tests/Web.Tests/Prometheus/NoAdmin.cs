using Hotaru.Model;
using Hotaru.Web.Prometheus;

namespace Hotaru.Web.Tests.Prometheus;

/// <summary>Takes every request of an administrator and does nothing.</summary>
internal sealed class NoAdmin : IStorageAdmin
{
    public Task DeleteAsync(
        IReadOnlyList<Matcher> matchers, long minTimeMs, long maxTimeMs, CancellationToken cancellation) =>
        Task.CompletedTask;

    public Task CleanAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<string> SnapshotAsync(CancellationToken cancellation) => Task.FromResult("snapshot");
}
