using System.Collections.Concurrent;
using System.Text;
using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Index;

/// <summary>What is known of metric families: in memory, and in the store by name. Thread-safe.</summary>
internal sealed class MetadataTable
{
    public const string Table = "metadata";
    public const byte Version = 1;

    private readonly ConcurrentDictionary<string, MetricMetadata> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricMetadata> _changed = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, MetricMetadata> All => _families;

    /// <summary>Whether there is something that <see cref="Put"/> would put.</summary>
    public bool HasChanges => !_changed.IsEmpty;

    public void Set(string family, MetricMetadata metadata)
    {
        if (_families.TryGetValue(family, out var known) && known == metadata) return;
        _families[family] = metadata;
        _changed[family] = metadata;
    }

    /// <summary>Puts what changed since the last batch that was stored; gives what to confirm.</summary>
    public IReadOnlyList<KeyValuePair<string, MetricMetadata>> Put(StoreBatch batch)
    {
        if (_changed.IsEmpty) return [];
        var changes = _changed.ToArray();
        foreach (var (family, metadata) in changes)
            batch.Put(Table, Encoding.UTF8.GetBytes(family), Encode(metadata));
        return changes;
    }

    public void Confirm(IReadOnlyList<KeyValuePair<string, MetricMetadata>> stored)
    {
        foreach (var change in stored) _changed.TryRemove(change);
    }

    public void Restore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored)
    {
        var reader = new ByteReader(Checksum.Open(stored));
        if (reader.Byte() != Version) throw new CorruptDataException("its version is unknown");
        var type = reader.Byte();
        if (type > (byte)MetricType.StateSet) throw new CorruptDataException("its metric type is unknown");
        _families[Encoding.UTF8.GetString(key)] = new MetricMetadata(
            (MetricType)type, reader.Text(), reader.Text());
    }

    private static byte[] Encode(MetricMetadata metadata)
    {
        var writer = new ByteWriter(64);
        writer.Byte(Version);
        writer.Byte((byte)metadata.Type);
        writer.Text(metadata.Help);
        writer.Text(metadata.Unit);
        return Checksum.Seal(writer);
    }
}
