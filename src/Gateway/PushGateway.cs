using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Gateway;

/// <summary>
/// The groups that were pushed. A push is checked, stored with its samples and only then visible; changes of
/// one group come one after the other, those of different groups wait for the disk together. Thread-safe.
/// </summary>
public sealed partial class PushGateway : IDisposable
{
    private const int LaneCount = 256;

    private readonly PushLane[] _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => new PushLane())];
    private readonly GroupTable _table;
    private readonly PushRound _round;
    private readonly GatewayMeter _meter;
    private readonly ISampleSink _samples;
    private readonly IArrivalSink _arrivals;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile GatewayModel _model;

    /// <param name="store">Where the groups are read from; they are written with the samples.</param>
    /// <param name="ownFamilies">
    /// Types of the metrics that the page has beside the pushed ones and the gateway's.
    /// </param>
    public PushGateway(
        GatewayModel model, IStore store, ISampleSink samples, IArrivalSink arrivals, TimeProvider time,
        ILogger<PushGateway> log, IEnumerable<KeyValuePair<string, MetricType>>? ownFamilies = null)
    {
        (_model, _samples, _arrivals, _time, _log) = (model, samples, arrivals, time, log);
        Alarm = new ExpiryAlarm(time);
        _table = new GroupTable(
            model.MaxGroups,
            new Dictionary<string, MetricType>([.. GatewayMeter.Types, .. ownFamilies ?? []]), Alarm);
        _meter = new GatewayMeter(() => _table.Count);
        _round = new PushRound(_table, samples, () => _model, _meter, time);
        Load(store);
    }

    /// <summary>The settings in force.</summary>
    public GatewayModel Model => _model;

    /// <summary>Takes other settings; what is stored under the former ones stays as it is.</summary>
    public void Apply(GatewayModel model)
    {
        _model = model;
        _table.MaxGroups = model.MaxGroups;
    }

    /// <summary>Rings when a group's time to live may be over.</summary>
    internal ExpiryAlarm Alarm { get; }

    /// <summary>All groups as of now, in the order of their keys.</summary>
    public IReadOnlyList<PushedGroup> Groups => _table.Ordered();

    /// <summary>Takes a push: it is checked, on disk and visible when this returns.</summary>
    /// <exception cref="PushConflict">It contradicts itself or what is there; the group's failure time is
    /// set.</exception>
    /// <exception cref="StoreException">It could not be stored; nothing has changed.</exception>
    public Task PushAsync(Push push, CancellationToken cancellation) =>
        WaitAsync(new WaitingPush(push.Key, push), cancellation);

    /// <summary>Remembers that a push of the group was refused for what its body said.</summary>
    public Task RefuseAsync(Labels key, CancellationToken cancellation) =>
        WaitAsync(new WaitingPush(key, null), cancellation);

    /// <summary>Deletes a group and ends its series; false where there is none.</summary>
    /// <param name="condition">Looked at when the group's turn has come; deletes only where it holds.</param>
    public async Task<bool> DeleteAsync(
        Labels key, CancellationToken cancellation, Func<PushedGroup, bool>? condition = null)
    {
        var lane = LaneOf(key);
        await lane.Gate.WaitAsync(cancellation);
        try
        {
            if (_table.Find(key) is not { } stored || condition?.Invoke(stored) == false) return false;
            using var batch = _samples.Begin();
            var writer = new GroupWriter(batch, _meter);
            writer.End(stored, GroupChange.Arrival(stored, _time.GetUtcNow()));
            var rows = new StoreBatch().Delete(GroupCodec.Table, GroupCodec.Key(key));
            await batch.CommitAsync(Durability.Synced, rows, cancellation);
            _table.Remove(stored);
            _meter.Pushed("deleted");
            _arrivals.Arrived(writer.Names);
            return true;
        }
        finally
        {
            lane.Gate.Release();
        }
    }

    /// <summary>Deletes the groups whose time has come, and says how many.</summary>
    public async Task<int> ExpireAsync(CancellationToken cancellation)
    {
        var expired = 0;
        var now = _time.GetUtcNow();
        foreach (var group in _table.Unordered)
        {
            if (group.ExpiresAt is not { } at) continue;
            if (at > now) Alarm.Note(at);
            if (at > now || !await DeleteAsync(group.Key, cancellation, current => current.ExpiresAt <= now))
                continue;
            expired++;
            LogExpired(group.Key.ToString(), group.TimeToLive!.Value);
        }

        return expired;
    }

    public void Dispose()
    {
        Alarm.Dispose();
        _meter.Dispose();
        foreach (var lane in _lanes) lane.Dispose();
    }

    private PushLane LaneOf(Labels key) => _lanes[(uint)key.GetHashCode() % LaneCount];

    /// <summary>Queues a push; whoever gets the lane first plays all that wait in it.</summary>
    private async Task WaitAsync(WaitingPush waiting, CancellationToken cancellation)
    {
        var lane = LaneOf(waiting.Key);
        lane.Waiting.Enqueue(waiting);
        // The wait is not cancelled: once queued, the push may be played by another's turn at any moment.
        await lane.Gate.WaitAsync(CancellationToken.None);
        try
        {
            while (!waiting.Task.IsCompleted) await PlayAsync(lane.Take(), cancellation);
        }
        finally
        {
            lane.Gate.Release();
        }

        await waiting.Task;
    }

    private async Task PlayAsync(List<WaitingPush> taken, CancellationToken cancellation)
    {
        try
        {
            var names = await _round.RunAsync(taken, cancellation);
            foreach (var waiting in taken) waiting.Finish();
            if (names.Count > 0) _arrivals.Arrived(names);
        }
        catch (Exception e)
        {
            foreach (var waiting in taken)
            {
                if (!waiting.Task.IsCompleted) waiting.Fail(e);
            }
        }
    }

    private void Load(IStore store)
    {
        foreach (var (key, row) in store.Scan(GroupCodec.Table, KeyRange.All))
        {
            try
            {
                _table.Load(GroupCodec.Decode(row));
            }
            catch (FormatException e)
            {
                LogBadRow(Convert.ToHexString(key), e.Message);
            }
        }
    }
}
