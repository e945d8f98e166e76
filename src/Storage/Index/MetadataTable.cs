using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Storage.Index;

/// <summary>
/// What is known of metric families: in memory, and in the store. A few changed families have a row each, by
/// name; many, as a target brings them, share a row. Any thread sets; one at a time puts and confirms.
/// </summary>
internal sealed class MetadataTable
{
    public const string Table = "metadata";

    /// <summary>From so many changed families on they share a row.</summary>
    private const int Many = 8;

    /// <summary>With more shared rows than these everything is written anew, in few.</summary>
    private const int MostShared = 16;

    private readonly ConcurrentDictionary<string, MetricMetadata> _families = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricMetadata> _changed = new(StringComparer.Ordinal);

    /// <summary>Families that may have a row of their own.</summary>
    private readonly HashSet<string> _alone = new(StringComparer.Ordinal);

    private uint _firstShared;
    private uint _nextShared;

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
        if (changes.Length < Many)
        {
            foreach (var (family, metadata) in changes) PutAlone(batch, family, metadata);
        }
        else if (_nextShared - _firstShared < MostShared)
        {
            foreach (var (family, _) in changes)
            {
                if (_alone.Contains(family)) batch.Delete(Table, MetadataRows.Key(family));
            }

            PutShared(batch, changes);
        }
        else
        {
            // Numbers are never used again: where the batch fails the old rows stay as they are.
            batch.DeleteRange(Table, KeyRange.All);
            (_firstShared, changes) = (_nextShared, [.. _families]);
            PutShared(batch, changes);
        }

        return changes;
    }

    public void Confirm(IReadOnlyList<KeyValuePair<string, MetricMetadata>> stored)
    {
        foreach (var change in stored) _changed.TryRemove(change);
    }

    /// <summary>Takes up a row; rows by rising key.</summary>
    public void Restore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored)
    {
        if (MetadataRows.SharedNumber(key) is { } number)
        {
            if (_nextShared == 0) _firstShared = number;
            _nextShared = number + 1;
            foreach (var (family, metadata) in MetadataRows.DecodeShared(stored))
                _families[family] = metadata;
            return;
        }

        // After the shared rows, which are older where both have the family.
        var name = MetadataRows.Name(key);
        _families[name] = MetadataRows.Decode(stored);
        _alone.Add(name);
    }

    private void PutAlone(StoreBatch batch, string family, MetricMetadata metadata)
    {
        batch.Put(Table, MetadataRows.Key(family), MetadataRows.Encode(metadata));
        _alone.Add(family);
    }

    private void PutShared(StoreBatch batch, KeyValuePair<string, MetricMetadata>[] families)
    {
        foreach (var chunk in families.Chunk(MetadataRows.MostInRow))
            batch.Put(Table, MetadataRows.SharedKey(_nextShared++), MetadataRows.EncodeShared(chunk));
    }
}
