using Hotaru.Model;
using Hotaru.Storage.Journal;
using Hotaru.Testing;

namespace Hotaru.Storage.Tests;

/// <summary>
/// A store on a bad disk, driven by one seed: commits that fail (full, input/output error), commits that are
/// lost at a power cut because nobody synced, values that come back with a flipped bit, cut short or with a
/// torn page.
/// </summary>
internal sealed class FaultyStore : IStore, IEntryLogOwner
{
    private readonly Random _random;
    private readonly FaultyLog _log;
    private readonly Lock _lock = new();
    private MemoryStore _disk = new();
    private List<StoreBatch> _unsynced = [];
    private List<StoreBatch> _synced = [];

    public FaultyStore(int seed)
    {
        _random = new Random(seed);
        _log = new FaultyLog(Fails, value => Bend(value)!, _random);
    }

    /// <summary>The tables alone, without a log for journal entries.</summary>
    public bool HasNoLog { get; init; }

    IEntryLog? IEntryLogOwner.EntryLog => HasNoLog ? null : _log;

    public int TornEntries => _log.Torn;

    /// <summary>Out of a hundred commits.</summary>
    public int FailingCommits { get; set; }

    /// <summary>Out of a hundred reads.</summary>
    public int BentReads { get; set; }

    public int Failures { get; private set; }

    public int Bent { get; private set; }

    public long SizeBytes => _disk.SizeBytes;

    public byte[]? Get(string table, ReadOnlySpan<byte> key) => Bend(_disk.Get(table, key));

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        string table, KeyRange range, bool reverse = false) =>
        _disk.Scan(table, range, reverse).Select(
            e => new KeyValuePair<byte[], byte[]>(e.Key, Bend(e.Value)!));

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Fails())
            {
                var reason = _random.Next(2) == 0 ? "the disk is full" : "input/output error";
                return Task.FromException(new StoreException(reason));
            }

            _unsynced.Add(batch);
            if (durability == Durability.Synced)
            {
                _synced.AddRange(_unsynced);
                _unsynced = [];
            }

            return _disk.CommitAsync(batch, durability, cancellation);
        }
    }

    /// <summary>Power is cut: of what was not synced, a random first part is there afterwards.</summary>
    public void CutPower()
    {
        lock (_lock)
        {
            _synced.AddRange(_unsynced.Take(_random.Next(_unsynced.Count + 1)));
            _unsynced = [];
            _disk = new MemoryStore();
            foreach (var batch in _synced)
                _disk.CommitAsync(batch, Durability.Synced, default).GetAwaiter().GetResult();
        }
    }

    public Task BackupAsync(string path, CancellationToken cancellation) => throw new NotSupportedException();

    public void Dispose() => _disk.Dispose();

    private bool Fails()
    {
        lock (_lock)
        {
            if (_random.Next(100) >= FailingCommits) return false;
            Failures++;
            return true;
        }
    }

    private byte[]? Bend(byte[]? value)
    {
        lock (_lock)
        {
            if (value is null || value.Length == 0 || _random.Next(100) >= BentReads) return value;
            Bent++;
            var bent = value.ToArray();
            switch (_random.Next(3))
            {
                case 0:
                    bent[_random.Next(bent.Length)] ^= (byte)(1 << _random.Next(8));
                    return bent;
                case 1:
                    return bent[.._random.Next(bent.Length)];
                default:
                    bent.AsSpan(_random.Next(bent.Length)).Clear();
                    return bent;
            }
        }
    }
}
