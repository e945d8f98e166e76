namespace Hotaru.Jobs;

/// <summary>What all sources declare of clusters' jobs; where two know the same job, the first one counts.
/// </summary>
public sealed class ClusterDeclarations(JobBoard board) : IDisposable
{
    private readonly SortedDictionary<string, IReadOnlyCollection<JobModel>> _byFeed =
        new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _declaring = new(1, 1);

    public Task SetAsync(
        string feed, IReadOnlyCollection<JobModel> models, CancellationToken cancellation) =>
        ChangeAsync(() => _byFeed[feed] = models, cancellation);

    /// <summary>Takes back what sources said that are no longer asked.</summary>
    public Task KeepAsync(Func<string, bool> isAsked, CancellationToken cancellation) => ChangeAsync(() =>
    {
        foreach (var feed in _byFeed.Keys.Where(feed => !isAsked(feed)).ToList()) _byFeed.Remove(feed);
    }, cancellation);

    public void Dispose() => _declaring.Dispose();

    private async Task ChangeAsync(Action change, CancellationToken cancellation)
    {
        await _declaring.WaitAsync(cancellation);
        try
        {
            change();
            var all = _byFeed.Values.SelectMany(m => m).DistinctBy(m => m.Labels);
            await board.DeclareAsync(JobOrigin.Cluster, all.ToList(), cancellation);
        }
        finally
        {
            _declaring.Release();
        }
    }
}
