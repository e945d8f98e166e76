using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>
/// The groups that are seen, and those that are on their way to disk: a claim holds the place of a group in
/// the checks from before its commit until it is settled or released. Thread-safe; claims of one group come
/// one after the other.
/// </summary>
internal sealed class GroupTable
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Labels, PushedGroup> _groups = new();
    private readonly Dictionary<Labels, PushedGroup> _claims = [];
    private readonly FamilyIndex _index = new();
    private readonly GroupNameSets _nameSets = new();
    private readonly StoredCheck _check;
    private readonly ExpiryAlarm _alarm;
    private volatile int _maxGroups;
    private Labels[]? _ordered;

    public GroupTable(
        int maxGroups, IReadOnlyDictionary<string, MetricType> ownFamilies, ExpiryAlarm alarm)
    {
        (_maxGroups, _alarm) = (maxGroups, alarm);
        _check = new StoredCheck(_index, _nameSets, At_NeedsLock, ownFamilies);
    }

    /// <summary>The most groups there may be; groups that are there stay.</summary>
    public int MaxGroups
    {
        set => _maxGroups = value;
    }

    public int Count => _groups.Count;

    public IEnumerable<PushedGroup> Unordered => _groups.Values;

    /// <summary>The groups in the order of their keys.</summary>
    public IReadOnlyList<PushedGroup> Ordered()
    {
        Labels[]? keys;
        lock (_lock) keys = _ordered ??= [.. _groups.Keys.Order()];
        var groups = new List<PushedGroup>(keys.Length);
        foreach (var key in keys)
        {
            if (_groups.TryGetValue(key, out var group)) groups.Add(group);
        }

        return groups;
    }

    public PushedGroup? Find(Labels key) => _groups.GetValueOrDefault(key);

    /// <summary>Takes a group that was stored before.</summary>
    public void Load(PushedGroup group)
    {
        lock (_lock)
        {
            foreach (var family in group.Families.Values) family.Compact();
            _groups[group.Key] = group;
            _index.Add(group);
            _nameSets.Add(group.Key);
            _ordered = null;
        }

        _alarm.Note(group.ExpiresAt);
    }

    /// <summary>
    /// Holds the place of a group as it will be, in place of an earlier claim of the same group.
    /// </summary>
    /// <exception cref="PushConflict">It does not fit to the others, or there is no room; nothing was
    /// claimed.</exception>
    public void Claim(PushedGroup after, bool isChecked)
    {
        lock (_lock)
        {
            var stored = _groups.GetValueOrDefault(after.Key);
            var claimed = _claims.GetValueOrDefault(after.Key);
            if (stored is null && claimed is null && _groups.Count + _claims.Count >= _maxGroups)
                throw new PushConflict(
                    $"there are {_maxGroups} groups already, the most that max_groups allows");
            if (isChecked) _check.Require(stored, claimed, after);
            if (claimed is not null) _index.Remove(claimed);
            else if (stored is null) _nameSets.Add(after.Key);
            _index.Add(after);
            _claims[after.Key] = after;
        }
    }

    /// <summary>The claimed group is on disk: it is the one that is seen.</summary>
    public void Settle(Labels key)
    {
        PushedGroup? claimed;
        lock (_lock)
        {
            if (!_claims.Remove(key, out claimed)) return;
            if (_groups.TryGetValue(key, out var stored)) _index.Remove(stored);
            else _ordered = null;
            _groups[key] = claimed;
            foreach (var family in claimed.Families.Values) family.Compact();
        }

        _alarm.Note(claimed.ExpiresAt);
    }

    /// <summary>The claimed group could not be stored: all is as it was.</summary>
    public void Release(Labels key)
    {
        lock (_lock)
        {
            if (!_claims.Remove(key, out var claimed)) return;
            _index.Remove(claimed);
            if (!_groups.ContainsKey(key)) _nameSets.Remove(key);
        }
    }

    public void Remove(PushedGroup stored)
    {
        lock (_lock)
        {
            if (!_groups.TryRemove(stored.Key, out _)) return;
            _index.Remove(stored);
            _nameSets.Remove(stored.Key);
            _ordered = null;
        }
    }

    private IEnumerable<PushedGroup> At_NeedsLock(Labels key)
    {
        if (_groups.TryGetValue(key, out var stored)) yield return stored;
        if (_claims.TryGetValue(key, out var claimed)) yield return claimed;
    }
}
