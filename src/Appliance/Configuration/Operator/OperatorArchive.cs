using System.Text;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// The last resources of a cluster on disk, so that a restart while its API server is away changes nothing.
/// Table <c>operator_resources</c>: kind, namespace and name with a zero byte between them, and the text.
/// </summary>
internal sealed class OperatorArchive(IStore store)
{
    private const string Table = "operator_resources";

    public IReadOnlyList<ClusterResource> Read() =>
    [
        .. store.Scan(Table, KeyRange.All).Select(row => Of(row.Key, row.Value)).OfType<ClusterResource>()
            .OrderBy(resource => resource.Place, StringComparer.Ordinal),
    ];

    /// <summary>Writes what has changed.</summary>
    public Task WriteAsync(
        IReadOnlyList<ClusterResource> before, IReadOnlyList<ClusterResource> now,
        CancellationToken cancellation)
    {
        var batch = new StoreBatch();
        var (old, fresh) = (before.ToHashSet(), now.ToHashSet());
        foreach (var gone in old.Where(resource => !fresh.Contains(resource)))
            batch.Delete(Table, KeyOf(gone));
        foreach (var added in fresh.Where(resource => !old.Contains(resource)))
            batch.Put(Table, KeyOf(added), Encoding.UTF8.GetBytes(added.Text));
        return batch.Changes.Count == 0
            ? Task.CompletedTask
            : store.CommitAsync(batch, Durability.Synced, cancellation);
    }

    private static byte[] KeyOf(ClusterResource resource) =>
        Encoding.UTF8.GetBytes($"{resource.Kind}\0{resource.Space}\0{resource.Name}");

    private static ClusterResource? Of(byte[] key, byte[] text) =>
        Encoding.UTF8.GetString(key).Split('\0') is [var kind, var space, var name]
            ? new ClusterResource(kind, space, name, Encoding.UTF8.GetString(text))
            : null;
}
