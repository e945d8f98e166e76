using System.Collections.Concurrent;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Gateway;

/// <summary>
/// The groups that were pushed. A push is checked, stored with its samples and only then visible; changes of
/// one group come one after the other, those of different groups wait for the disk together. Thread-safe.
/// </summary>
public sealed partial class PushGateway : IDisposable
{
    private const int GateCount = 256;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Labels, PushedGroup> _groups = new();
    private readonly Dictionary<Labels, PushedGroup> _pending = [];
    private readonly FamilyIndex _index = new();
    private readonly GroupNameSets _nameSets = new();
    private readonly SemaphoreSlim[] _gates;
    private readonly StoredCheck _check;
    private readonly GroupCommit _commit;
    private readonly GatewayMeter _meter;
    private readonly GatewayModel _model;
    private readonly IArrivalSink _arrivals;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private Labels[]? _ordered;

    /// <param name="store">Where the groups are read from; they are written with the samples.</param>
    /// <param name="ownFamilies">Types of the metrics that the gateway's page has of its own.</param>
    public PushGateway(
        GatewayModel model, IStore store, ISampleSink samples, IArrivalSink arrivals, TimeProvider time,
        ILogger<PushGateway> log, IReadOnlyDictionary<string, MetricType>? ownFamilies = null)
    {
        (_model, _arrivals, _time, _log) = (model, arrivals, time, log);
        _gates = [.. Enumerable.Range(0, GateCount).Select(_ => new SemaphoreSlim(1, 1))];
        _check = new StoredCheck(
            _index, _nameSets, At_NeedsLock, ownFamilies ?? new Dictionary<string, MetricType>());
        _meter = new GatewayMeter(() => _groups.Count);
        _commit = new GroupCommit(samples, _meter);
        Load(store);
    }

    public GatewayModel Model => _model;

    /// <summary>All groups as of now, in the order of their keys.</summary>
    public IReadOnlyList<PushedGroup> Groups
    {
        get
        {
            var keys = _ordered;
            if (keys is null)
            {
                keys = [.. _groups.Keys.Order()];
                lock (_lock) _ordered = keys.Length == _groups.Count ? keys : null;
            }

            var groups = new List<PushedGroup>(keys.Length);
            foreach (var key in keys)
            {
                if (_groups.TryGetValue(key, out var group)) groups.Add(group);
            }

            return groups;
        }
    }

    /// <summary>Takes a push: it is checked, on disk and visible when this returns.</summary>
    /// <exception cref="PushConflict">It contradicts itself or what is there; the group's failure time is
    /// set.</exception>
    /// <exception cref="StoreException">It could not be stored; nothing has changed.</exception>
    public async Task PushAsync(Push push, CancellationToken cancellation)
    {
        var gate = Gate(push.Key);
        await gate.WaitAsync(cancellation);
        try
        {
            var before = _groups.GetValueOrDefault(push.Key);
            if (push.AddsUp && push.IdempotencyKey.Length > 0
                && before?.AddedKeys.Contains(push.IdempotencyKey) == true)
            {
                _meter.Pushed("repeated");
                return;
            }

            try
            {
                await ReplaceAsync(before, Claimed(before, push), cancellation);
                _meter.Pushed("accepted");
            }
            catch (PushConflict)
            {
                _meter.Pushed("refused");
                await RefuseAsync(before, push.Key, cancellation);
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Remembers that a push of the group was refused for what its body said.</summary>
    public async Task RefuseAsync(Labels key, CancellationToken cancellation)
    {
        var gate = Gate(key);
        await gate.WaitAsync(cancellation);
        try
        {
            _meter.Pushed("refused");
            await RefuseAsync(_groups.GetValueOrDefault(key), key, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Deletes a group and ends its series; false where there is none.</summary>
    /// <param name="condition">Looked at when the group's turn has come; deletes only where it holds.</param>
    public async Task<bool> DeleteAsync(
        Labels key, CancellationToken cancellation, Func<PushedGroup, bool>? condition = null)
    {
        var gate = Gate(key);
        await gate.WaitAsync(cancellation);
        try
        {
            if (!_groups.TryGetValue(key, out var before) || condition?.Invoke(before) == false) return false;
            var names = await _commit.DeleteAsync(before, GroupChange.Arrival(before, _time.GetUtcNow()),
                cancellation);
            lock (_lock)
            {
                _groups.TryRemove(key, out _);
                _index.Remove(before);
                _nameSets.Remove(key);
                _ordered = null;
            }

            _meter.Pushed("deleted");
            _arrivals.Arrived(names);
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Deletes the groups whose time has come, and says how many.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        var expired = 0;
        var now = _time.GetUtcNow();
        foreach (var (key, group) in _groups)
        {
            if (group.ExpiresAt is not { } at || at > now) continue;
            if (!await DeleteAsync(key, cancellation, current => current.ExpiresAt <= now)) continue;
            expired++;
            LogExpired(key.ToString(), group.TimeToLive!.Value);
        }

        return expired;
    }

    public void Dispose()
    {
        _meter.Dispose();
        foreach (var gate in _gates) gate.Dispose();
    }

    private SemaphoreSlim Gate(Labels key) => _gates[(uint)key.GetHashCode() % GateCount];

    /// <summary>Checks a push and holds its place until it is stored or has failed.</summary>
    private PushedGroup Claimed(PushedGroup? before, Push push)
    {
        PushCheck.RequireNoTimestamps(push.Families);
        var after = GroupChange.Pushed(before, push, _time.GetUtcNow(), _model.TimeToLive);
        foreach (var family in after.Families.Values)
        {
            if (!ReferenceEquals(before?.Families.GetValueOrDefault(family.Name), family))
                PushCheck.RequireSound(family, _model.EnableUtf8Names);
        }

        lock (_lock)
        {
            RequireRoom_NeedsLock(before);
            _check.Require(before, after);
            Claim_NeedsLock(before, after);
        }

        return after;
    }

    private Task RefuseAsync(PushedGroup? before, Labels key, CancellationToken cancellation)
    {
        var after = GroupChange.Refused(before, key, _time.GetUtcNow(), _model.TimeToLive);
        lock (_lock)
        {
            if (before is null && _groups.Count + _pending.Count >= _model.MaxGroups)
                return Task.CompletedTask;
            Claim_NeedsLock(before, after);
        }

        return ReplaceAsync(before, after, cancellation);
    }

    private void RequireRoom_NeedsLock(PushedGroup? before)
    {
        if (before is null && _groups.Count + _pending.Count >= _model.MaxGroups)
            throw new PushConflict(
                $"there are {_groups.Count} groups already, the most that gateway.max_groups allows");
    }

    private void Claim_NeedsLock(PushedGroup? before, PushedGroup after)
    {
        _index.Add(after);
        if (before is null) _nameSets.Add(after.Key);
        _pending[after.Key] = after;
    }

    /// <summary>
    /// Stores a claimed group and makes it the one that is seen; a failure gives its place back.
    /// </summary>
    private async Task ReplaceAsync(PushedGroup? before, PushedGroup after, CancellationToken cancellation)
    {
        IReadOnlyCollection<string> names;
        try
        {
            names = await _commit.WriteAsync(before, after, cancellation);
        }
        catch
        {
            lock (_lock)
            {
                _pending.Remove(after.Key);
                _index.Remove(after);
                if (before is null) _nameSets.Remove(after.Key);
            }

            throw;
        }

        lock (_lock)
        {
            _pending.Remove(after.Key);
            if (before is not null) _index.Remove(before);
            else _ordered = null;
            _groups[after.Key] = after;
        }

        _arrivals.Arrived(names);
    }

    private IEnumerable<PushedGroup> At_NeedsLock(Labels key)
    {
        if (_groups.TryGetValue(key, out var stored)) yield return stored;
        if (_pending.TryGetValue(key, out var pending)) yield return pending;
    }

    private void Load(IStore store)
    {
        foreach (var (key, row) in store.Scan(GroupCodec.Table, KeyRange.All))
        {
            try
            {
                var group = GroupCodec.Decode(row);
                _groups[group.Key] = group;
                _index.Add(group);
                _nameSets.Add(group.Key);
            }
            catch (FormatException e)
            {
                LogBadRow(Convert.ToHexString(key), e.Message);
            }
        }
    }
}
