using System.Collections.Concurrent;
using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>
/// The one thread that writes. Batches that wait together become one transaction and share its sync. Where a
/// transaction of several fails, each is tried alone, so that one too large for the disk does not fail the
/// others.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int BatchesAtOnce = 256;

    private readonly SqliteFile _file;
    private readonly SqliteTables _tables;
    private readonly Thread _thread;

    // When it is full, the committing threads wait.
    private readonly BlockingCollection<SqliteRequest> _waiting = new(1024);
    private SqliteConnection? _connection;
    private bool _syncs = true;
    private long _written;
    private long _walBytes;

    public SqliteWriter(SqliteFile file, SqliteConnection connection, SqliteTables tables)
    {
        (_file, _connection, _tables) = (file, connection, tables);
        _thread = new Thread(Run) { Name = "hotaru-store", IsBackground = true };
        _thread.Start();
    }

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation)
    {
        if (batch.Changes.Count == 0) return Task.CompletedTask;
        return Enqueue(new SqliteRequest(batch, durability, cancellation), cancellation);
    }

    public Task CompactAsync(CancellationToken cancellation) =>
        Enqueue(new SqliteRequest(null, Durability.Synced, cancellation), cancellation);

    /// <summary>
    /// Bytes handed to the file system so far: frames of the WAL, and pages brought to their place.
    /// </summary>
    public long BytesWritten => Interlocked.Read(ref _written);

    /// <summary>For tests that bend the connection; nothing may be writing.</summary>
    internal void Run(Action<SqliteConnection> work) => work(_connection!);

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _connection?.Dispose();
        _connection = null;
    }

    private Task Enqueue(SqliteRequest request, CancellationToken cancellation)
    {
        try
        {
            _waiting.Add(request, cancellation);
            return request.Done;
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new StoreException($"{_file.FilePath} is closed."));
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled(cancellation);
        }
    }

    private void Run()
    {
        var group = new List<SqliteRequest>(BatchesAtOnce);
        foreach (var request in _waiting.GetConsumingEnumerable())
        {
            group.Clear();
            var next = request;
            do
            {
                if (next.IsCancelled) continue;
                if (next.Batch is null) Try(Compact, next);
                else group.Add(next);
            }
            while (group.Count < BatchesAtOnce && _waiting.TryTake(out next!));

            if (group.Count > 0) Write(group);
        }
    }

    private void Write(List<SqliteRequest> group)
    {
        try
        {
            WriteTogether(group);
            foreach (var request in group) request.Succeed();
            Checkpoint();
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var request in group) Try(() => WriteTogether([request]), request);
        }
        catch (Exception e)
        {
            group[0].Fail(e);
        }
    }

    private static void Try(Action work, SqliteRequest request)
    {
        try
        {
            work();
            request.Succeed();
        }
        catch (Exception e)
        {
            request.Fail(e);
        }
    }

    private void WriteTogether(List<SqliteRequest> group)
    {
        var connection = _connection ??= Open();
        try
        {
            Sync(connection, group.Exists(r => r.Durability == Durability.Synced));
            connection.Execute("BEGIN IMMEDIATE");
            var created = new HashSet<string>(StringComparer.Ordinal);
            foreach (var request in group)
            {
                foreach (var change in request.Batch!.Changes)
                {
                    if (!_tables.Has(change.Table) && created.Add(change.Table))
                        SqliteTables.Create(connection, change.Table);
                    Apply(connection, change);
                }
            }

            connection.Execute("COMMIT");
            foreach (var table in created) _tables.Add(table);
            Count(connection.TakeWrittenPages() * SqliteFile.FrameSize);
        }
        catch
        {
            // A new connection for the next batch: after a fault of the disk an old one may hold stale state.
            _connection = null;
            _syncs = true;
            connection.Dispose();
            throw;
        }
    }

    private static void Apply(SqliteConnection connection, StoreChange change)
    {
        var (_, range, value) = change;
        var query = value is not null ? SqliteQuery.Put
            : range.Until is null ? SqliteQuery.DeleteAll : SqliteQuery.DeleteRange;
        var statement = connection.Prepared(change.Table, query);
        try
        {
            raw.sqlite3_bind_blob(statement, 1, range.From);
            if (query != SqliteQuery.DeleteAll) raw.sqlite3_bind_blob(statement, 2, value ?? range.Until);
            connection.Step(statement);
        }
        finally
        {
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement);
        }
    }

    private void Sync(SqliteConnection connection, bool syncs)
    {
        if (syncs == _syncs) return;
        connection.Execute(syncs ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        _syncs = syncs;
    }

    private void Count(long walBytes)
    {
        Interlocked.Add(ref _written, walBytes);
        _walBytes += walBytes;
    }

    /// <summary>
    /// Brings the pages of the WAL to their place, once there are many: a page that changed several times is
    /// then written once. Where a reader still needs the WAL it is tried again with the next commit.
    /// </summary>
    private void Checkpoint()
    {
        if (_walBytes < SqliteFile.WalBytes || _connection is not { } connection) return;
        var (frames, moved) = connection.Checkpoint();
        Interlocked.Add(ref _written, (long)moved * SqliteFile.PageSize);
        _walBytes = (long)(frames - moved) * SqliteFile.FrameSize;
    }

    private SqliteConnection Open()
    {
        var connection = _file.OpenWriter();
        _walBytes = _file.WalLength;
        return connection;
    }

    private void Compact()
    {
        var connection = _connection ??= Open();
        Sync(connection, true);
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        // Making the file anew pays when a twentieth of it can be given back.
        if (connection.Number("PRAGMA freelist_count") * 20 > connection.Number("PRAGMA page_count"))
        {
            connection.Execute("VACUUM");
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
}
