using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Kubernetes;

namespace Hotaru.Appliance.Wiring.Operator;

/// <summary>
/// The watched lists of one cluster and what they hold; of a list that was not read yet, what was known of it
/// before. For one thread.
/// </summary>
/// <param name="known">From before the start.</param>
internal sealed class ClusterCopy(
    Func<ResourceQuery, ReflectorLease> lease, IReadOnlyList<ClusterResource> known, Action changed,
    TimeProvider time) : IAsyncDisposable
{
    /// <summary>How long a list may take before the others go on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<(string Kind, ResourceQuery Query), ReflectorLease> _lists = [];
    private readonly HashSet<ReflectorLease> _waitedFor = [];

    /// <summary>Watches exactly these; true where there are new ones.</summary>
    public async Task<bool> FollowAsync(IEnumerable<(string Kind, ResourceQuery Query)> queries)
    {
        var wanted = queries.ToHashSet();
        foreach (var list in _lists.Keys.Where(list => !wanted.Contains(list)).ToList())
            await LetGoAsync(list);
        var isNew = false;
        foreach (var list in wanted.Where(list => !_lists.ContainsKey(list)))
        {
            _lists[list] = lease(list.Query);
            _lists[list].Reflector.Changed += changed;
            isNew = true;
        }

        return isNew;
    }

    /// <summary>Returns when every list was read once, or has had its time.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        var from = time.GetTimestamp();
        while (_lists.Values.Any(list => !list.Reflector.HasSynced && !_waitedFor.Contains(list))
            && time.GetElapsedTime(from) < Patience)
            await Task.Delay(Look, time, cancellation);
        _waitedFor.UnionWith(_lists.Values);
    }

    public IReadOnlyList<ClusterResource> Resources() =>
    [
        .. _lists.SelectMany(list => list.Value.Reflector.HasSynced
                ? list.Value.Reflector.Objects.Select(item => ClusterResource.Of(list.Key.Kind, item))
                : known.Where(resource => IsOf(list.Key, resource)))
            .OrderBy(r => r.Place, StringComparer.Ordinal),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var list in _lists.Keys.ToList()) await LetGoAsync(list);
    }

    private static bool IsOf((string Kind, ResourceQuery Query) list, ClusterResource resource) =>
        resource.Kind == list.Kind && (list.Query.Space.Length == 0 || list.Query.Space == resource.Space)
        && (list.Query.FieldSelector.Length == 0
            || list.Query.FieldSelector == $"metadata.name={resource.Name}");

    private async Task LetGoAsync((string Kind, ResourceQuery Query) list)
    {
        _lists.Remove(list, out var lease);
        lease!.Reflector.Changed -= changed;
        _waitedFor.Remove(lease);
        await lease.DisposeAsync();
    }
}
