using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// All silences, durable. Any thread. Expired ones are kept for a while, so that people can look back.
/// </summary>
public sealed class SilenceBook
{
    internal const string Table = "notifier_silences";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Silence> _silences = new(StringComparer.Ordinal);
    private readonly SilenceIndex _index = new();
    private readonly NotifierJournal _journal;
    private readonly TimeProvider _time;
    private readonly TimeSpan _retention;

    internal SilenceBook(NotifierJournal journal, TimeProvider time, TimeSpan retention)
    {
        (_journal, _time, _retention) = (journal, time, retention);
        foreach (var silence in journal.Load(Table, SilenceCodec.Read)) PutInMemory_NeedsLock(silence);
    }

    /// <summary>
    /// Active ones first (ending first), then pending (starting first), then expired (last ended first).
    /// </summary>
    public IReadOnlyList<Silence> List()
    {
        var now = _time.GetUtcNow();
        lock (_lock) return [.. _silences.Values.Order(
            Comparer<Silence>.Create((a, b) => Compare(a, b, now)))];
    }

    public Silence? Find(string id)
    {
        lock (_lock) return _silences.GetValueOrDefault(id);
    }

    /// <summary>
    /// Stores a new silence, or changes one in place where only its times change; a change of what it mutes
    /// expires the old one and makes a new one.
    /// </summary>
    /// <returns>The id of the silence that now holds.</returns>
    /// <exception cref="FormatException">The silence is not sound; the message says why.</exception>
    /// <exception cref="SilenceNotFoundException">It has an id that is not known.</exception>
    public async Task<string> SetAsync(Silence silence, CancellationToken cancellation)
    {
        Check(silence);
        var batch = new StoreBatch();
        string id;
        lock (_lock) id = Set_NeedsLock(silence, batch);
        await _journal.WriteAsync(batch, Durability.Synced).WaitAsync(cancellation).ConfigureAwait(false);
        return id;
    }

    /// <exception cref="SilenceNotFoundException"/>
    public async Task ExpireAsync(string id, CancellationToken cancellation)
    {
        var batch = new StoreBatch();
        lock (_lock)
        {
            if (!_silences.TryGetValue(id, out var silence)) throw new SilenceNotFoundException(id);
            Expire_NeedsLock(silence, _time.GetUtcNow(), batch);
        }

        await _journal.WriteAsync(batch, Durability.Synced).WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The ids of the active silences that mute an alert, sorted.</summary>
    public IReadOnlyList<string> MutedBy(Labels labels)
    {
        List<string>? ids = null;
        var now = _time.GetUtcNow();
        lock (_lock) _index.Find(labels, now, ref ids);
        if (ids is null) return [];
        if (ids.Count > 1) ids.Sort(StringComparer.Ordinal);
        return ids;
    }

    /// <summary>Drops what expired longer ago than the retention.</summary>
    internal void Forget()
    {
        var before = _time.GetUtcNow() - _retention;
        var batch = new StoreBatch();
        lock (_lock)
        {
            foreach (var silence in _silences.Values.Where(s => s.EndsAt < before).ToList())
            {
                _silences.Remove(silence.Id);
                _index.Remove(silence);
                batch.Delete(Table, NotifierJournal.Key(silence.Id));
            }
        }

        if (batch.Changes.Count > 0) _journal.Write(batch);
    }

    private string Set_NeedsLock(Silence silence, StoreBatch batch)
    {
        var now = _time.GetUtcNow();
        if (silence.Id.Length > 0)
        {
            if (!_silences.TryGetValue(silence.Id, out var old)) throw new SilenceNotFoundException(
                silence.Id);
            if (CanChangeInPlace(old, silence, now))
            {
                Put_NeedsLock(silence with { UpdatedAt = now }, batch);
                return silence.Id;
            }

            Expire_NeedsLock(old, now, batch);
        }

        var id = Guid.NewGuid().ToString();
        var start = silence.StartsAt < now ? now : silence.StartsAt;
        Put_NeedsLock(silence with { Id = id, StartsAt = start, UpdatedAt = now }, batch);
        return id;
    }

    private void Expire_NeedsLock(Silence silence, DateTimeOffset now, StoreBatch batch)
    {
        var state = silence.StateAt(now);
        if (state == SilenceState.Expired) return;
        var start = state == SilenceState.Pending ? now : silence.StartsAt;
        // A moment before now, so that it is expired at once.
        var end = now - TimeSpan.FromTicks(1);
        Put_NeedsLock(silence with { StartsAt = start < end ? start : end, EndsAt = end, UpdatedAt = now },
            batch);
    }

    private void Put_NeedsLock(Silence silence, StoreBatch batch)
    {
        PutInMemory_NeedsLock(silence);
        batch.Put(Table, NotifierJournal.Key(silence.Id), SilenceCodec.Write(silence));
    }

    private void PutInMemory_NeedsLock(Silence silence)
    {
        if (_silences.TryGetValue(silence.Id, out var old)) _index.Remove(old);
        _silences[silence.Id] = silence;
        _index.Add(silence);
    }

    private static bool CanChangeInPlace(Silence old, Silence changed, DateTimeOffset now)
    {
        if (!old.Matchers.SequenceEqual(changed.Matchers)) return false;
        return old.StateAt(now) switch
        {
            SilenceState.Active => old.StartsAt.ToUnixTimeSeconds() == changed.StartsAt.ToUnixTimeSeconds()
                && changed.EndsAt >= now,
            SilenceState.Pending => changed.StartsAt >= now,
            _ => false,
        };
    }

    private static void Check(Silence silence)
    {
        if (silence.Matchers.Count == 0) throw new FormatException("at least one matcher is needed");
        // A negative matcher alone is taken although it matches much, as Alertmanager does.
        if (silence.Matchers.All(
            m => m.Operator is MatchOperator.Equal or MatchOperator.Regex && m.MatchesEmpty))
            throw new FormatException("at least one matcher must not match the empty string");
        if (silence.EndsAt < silence.StartsAt) throw new FormatException("the end is before the start");
    }

    private static int Compare(Silence a, Silence b, DateTimeOffset now)
    {
        var (stateA, stateB) = (a.StateAt(now), b.StateAt(now));
        if (stateA != stateB) return stateA.CompareTo(stateB);
        return stateA switch
        {
            SilenceState.Active => a.EndsAt.CompareTo(b.EndsAt),
            SilenceState.Pending => a.StartsAt.CompareTo(b.StartsAt),
            _ => b.EndsAt.CompareTo(a.EndsAt),
        };
    }
}
