using Hotaru.Model;
using Hotaru.Storage.Journal;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>
/// The store port on one SQLite file in WAL mode: one writer thread, pooled read connections, one table
/// WITHOUT ROWID for each table of the port. Freed pages are used again; <see cref="CompactAsync"/> shrinks
/// the file.
/// </summary>
public sealed class SqliteStore : IStore, IStoreUpkeep, IEntryLogOwner
{
    private readonly SqliteFile _file;
    private readonly SqliteTables _tables = new();
    private readonly SqliteReaderPool _readers;
    private readonly SqliteWriter _writer;
    private readonly EntryLogFile _log;

    private SqliteStore(SqliteFile file)
    {
        _file = file;
        _log = new EntryLogFile(file.LogPath);
        var connection = file.OpenWriter();
        try
        {
            _tables.Load(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        _readers = new SqliteReaderPool(file);
        _writer = new SqliteWriter(file, connection, _tables);
    }

    /// <summary>The format of the files it writes: the number in their header.</summary>
    public static int FormatVersion => SqliteFile.FormatVersion;

    /// <summary>Opens the file or makes it, with its directory.</summary>
    /// <exception cref="StoreException">
    /// The directory cannot be written, the file is not one of ours, is damaged, or has a newer format. A
    /// file that is refused is left as it was.
    /// </exception>
    public static SqliteStore Open(string path)
    {
        Batteries_V2.Init();
        var file = new SqliteFile(Path.GetFullPath(path));
        file.Check();
        return new SqliteStore(file);
    }

    internal SqliteWriter Writer => _writer;

    IEntryLog? IEntryLogOwner.EntryLog => _log;

    public IReadOnlyCollection<string> Tables => _tables.Names;

    public long SizeBytes
    {
        get
        {
            using var lease = _readers.Rent();
            var free = lease.Connection.Number("PRAGMA freelist_count");
            return (lease.Connection.Number("PRAGMA page_count") - free) * SqliteFile.PageSize + _log.Length;
        }
    }

    public long FreeBytes
    {
        get
        {
            using var lease = _readers.Rent();
            return lease.Connection.Number("PRAGMA freelist_count") * SqliteFile.PageSize;
        }
    }

    public long WrittenBytes => _writer.BytesWritten + _log.BytesWritten;

    public long DiskFreeBytes => _file.FreeDiskBytes();

    public byte[]? Get(string table, ReadOnlySpan<byte> key)
    {
        if (!_tables.Has(table)) return null;
        using var lease = _readers.Rent();
        var statement = lease.Connection.Prepared(table, SqliteQuery.Get);
        try
        {
            raw.sqlite3_bind_blob(statement, 1, key);
            return lease.Connection.Step(statement) ? raw.sqlite3_column_blob(statement, 0).ToArray() : null;
        }
        catch (StoreException)
        {
            lease.Connection.IsBroken = true;
            throw;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        string table, KeyRange range, bool reverse = false) =>
        _tables.Has(table) ? SqliteScan.Start(_readers.Rent(), table, range, reverse) : [];

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation) =>
        _writer.CommitAsync(batch, durability, cancellation);

    public Task BackupAsync(string path, CancellationToken cancellation) =>
        Task.Run(() => SqliteBackup.Write(_file, Path.GetFullPath(path), cancellation), cancellation);

    public Task CompactAsync(CancellationToken cancellation) => _writer.CompactAsync(cancellation);

    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
        _log.Dispose();
    }
}
