using Hotaru.Model;

namespace Hotaru.Testing;

/// <summary>
/// The store port in memory. <see cref="Fail"/> makes every commit fail until it is null again.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, SortedDictionary<byte[], byte[]>> _tables =
        new(StringComparer.Ordinal);

    private volatile TaskCompletionSource? _hanging;

    public string? Fail { get; set; }

    /// <summary>Commits do not come back until this is false again, as on a card that died.</summary>
    public bool Hang
    {
        get => _hanging is not null;
        set
        {
            _hanging?.TrySetResult();
            _hanging = value ? new TaskCompletionSource() : null;
        }
    }

    public int Commits { get; private set; }

    public long SizeBytes
    {
        get
        {
            lock (_lock) return _tables.Values.Sum(t => t.Sum(e => (long)e.Key.Length + e.Value.Length));
        }
    }

    public byte[]? Get(string table, ReadOnlySpan<byte> key)
    {
        lock (_lock) return _tables.GetValueOrDefault(table)?.GetValueOrDefault(key.ToArray());
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(string table, KeyRange range, bool reverse = false)
    {
        lock (_lock)
        {
            if (!_tables.TryGetValue(table, out var entries)) return [];
            var found = entries.Where(e => Within(e.Key, range)).ToList();
            if (reverse) found.Reverse();
            return found;
        }
    }

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled(cancellation);
        if (_hanging is { } hanging) return hanging.Task;
        lock (_lock)
        {
            if (Fail is not null) return Task.FromException(new StoreException(Fail));
            foreach (var change in batch.Changes) Apply(change);
            Commits++;
        }

        return Task.CompletedTask;
    }

    public Task BackupAsync(string path, CancellationToken cancellation) =>
        throw new NotSupportedException("the store in memory has no file to copy");

    public void Dispose()
    {
    }

    private void Apply(StoreChange change)
    {
        if (change.Table.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_'))
            throw new ArgumentException($"BUG: table name \"{change.Table}\"");
        if (!_tables.TryGetValue(change.Table, out var entries))
            _tables[change.Table] = entries = new SortedDictionary<byte[], byte[]>(KeyOrder.Instance);
        if (change.Value is not null)
        {
            entries[change.Range.From] = change.Value;
            return;
        }

        foreach (var key in entries.Keys.Where(k => Within(k, change.Range)).ToList()) entries.Remove(key);
    }

    private static bool Within(byte[] key, KeyRange range) =>
        key.AsSpan().SequenceCompareTo(range.From) >= 0
        && (range.Until is null || key.AsSpan().SequenceCompareTo(range.Until) < 0);

    private sealed class KeyOrder : IComparer<byte[]>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
