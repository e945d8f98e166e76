using System.Runtime.InteropServices;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// The totals of all series that come as differences. They are in memory only: after a restart, and for a
/// series that was silent for <see cref="MaxSilence"/>, counting begins anew at the next difference, which
/// carries its own start. Thread-safe; requests without differences never wait here.
/// </summary>
internal sealed class DeltaTotals(TimeProvider time)
{
    public static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<DeltaKey, DeltaTotal> _totals = [];
    private long _bytes;
    private long _sweptAt = time.GetTimestamp();

    /// <summary>What the totals take, by estimate.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    public void Enter()
    {
        _lock.Enter();
        if (time.GetElapsedTime(_sweptAt) < SweepInterval) return;
        _sweptAt = time.GetTimestamp();
        foreach (var (key, total) in _totals)
        {
            if (IsForgotten(total)) Remove_NeedsLock(key);
        }

        if (_totals.Count == 0) _totals.TrimExcess();
    }

    public void Exit() => _lock.Exit();

    public long Now => time.GetTimestamp();

    public DeltaTotal? Find_NeedsLock(DeltaKey key) =>
        _totals.TryGetValue(key, out var total) && !IsForgotten(total) ? total : null;

    public void Set_NeedsLock(DeltaKey key, DeltaTotal total)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, key, out _);
        Volatile.Write(ref _bytes, _bytes + BytesOf(key, total) - (place is null ? 0 : BytesOf(key, place)));
        place = total;
    }

    /// <summary>The store did not take a request: its last differences may come once more.</summary>
    public void Doubt(IEnumerable<KeyValuePair<DeltaKey, DeltaTotal>> changes)
    {
        lock (_lock)
        {
            foreach (var (key, total) in changes)
            {
                if (_totals.TryGetValue(key, out var now) && ReferenceEquals(now, total))
                    _totals[key] = total with { IsUnconfirmed = true };
            }
        }
    }

    /// <summary>Strings, label array, dictionary entry and the total with its arrays.</summary>
    public static long BytesOf(DeltaKey key, DeltaTotal total)
    {
        long bytes = 200 + 8 * total.Numbers;
        foreach (var label in key.Labels) bytes += 2 * (label.Name.Length + label.Value.Length) + 72;
        return bytes;
    }

    private bool IsForgotten(DeltaTotal total) => time.GetElapsedTime(total.SeenAt) > MaxSilence;

    private void Remove_NeedsLock(DeltaKey key)
    {
        if (_totals.Remove(key, out var total)) Volatile.Write(ref _bytes, _bytes - BytesOf(key, total));
    }
}
