using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteConnection : IDisposable
{
    /// <summary>
    /// One process has the file to itself, and the index of the WAL is in its memory: as a mapped file it
    /// would be written back to the card all the time.
    /// </summary>
    private static readonly string? Vfs = OperatingSystem.IsWindows() ? null : "unix-excl";

    private readonly SqliteFile _file;
    private readonly sqlite3 _database;
    private readonly Dictionary<(string Table, SqliteQuery Query), sqlite3_stmt> _statements = [];

    private SqliteConnection(SqliteFile file, sqlite3 database) => (_file, _database) = (file, database);

    public sqlite3 Handle => _database;

    /// <summary>Set after an error: the connection is not used again.</summary>
    public bool IsBroken { get; set; }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    public static SqliteConnection Open(SqliteFile file, int flags, string? path = null)
    {
        var code = raw.sqlite3_open_v2(
            path ?? file.FilePath, out var database, flags | raw.SQLITE_OPEN_NOMUTEX, Vfs);
        if (code != raw.SQLITE_OK)
        {
            database?.Dispose();
            throw file.Error(code, raw.sqlite3_errstr(code).utf8_to_string());
        }

        raw.sqlite3_extended_result_codes(database, 1);
        raw.sqlite3_busy_timeout(database, 5000);
        return new SqliteConnection(file, database);
    }

    public void Execute(string sql)
    {
        if (raw.sqlite3_exec(_database, sql) != raw.SQLITE_OK) throw Error();
    }

    public long Number(string sql)
    {
        if (raw.sqlite3_prepare_v2(_database, sql, out var statement) != raw.SQLITE_OK) throw Error();
        using (statement) return Step(statement) ? raw.sqlite3_column_int64(statement, 0) : 0;
    }

    public List<string> Texts(string sql)
    {
        if (raw.sqlite3_prepare_v2(_database, sql, out var statement) != raw.SQLITE_OK) throw Error();
        using (statement)
        {
            var found = new List<string>();
            while (Step(statement)) found.Add(raw.sqlite3_column_text(statement, 0).utf8_to_string());
            return found;
        }
    }

    /// <summary>Whether there is a row; false at the end.</summary>
    public bool Step(sqlite3_stmt statement) => raw.sqlite3_step(statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw Error(),
    };

    /// <summary>A statement of this connection, reset; the caller resets it again when done.</summary>
    public sqlite3_stmt Prepared(string table, SqliteQuery query)
    {
        if (_statements.TryGetValue((table, query), out var known)) return known;
        if (raw.sqlite3_prepare_v3(
            _database, Sql(table, query), raw.SQLITE_PREPARE_PERSISTENT, out var statement)
            != raw.SQLITE_OK)
        {
            throw Error();
        }

        _statements.Add((table, query), statement);
        return statement;
    }

    /// <summary>Pages written to the WAL since the last call.</summary>
    public int TakeWrittenPages()
    {
        raw.sqlite3_db_status(_database, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    /// <summary>
    /// Brings pages to their place as far as readers allow: frames in the WAL, and how many need it no
    /// longer.
    /// </summary>
    public (int Frames, int Moved) Checkpoint()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(
            _database, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out var moved);
        return code == raw.SQLITE_OK ? (frames, moved) : (0, 0);
    }

    public StoreException Error() =>
        _file.Error(raw.sqlite3_extended_errcode(_database), raw.sqlite3_errmsg(_database).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        _database.Dispose();
    }

    private static string Sql(string table, SqliteQuery query) => query switch
    {
        SqliteQuery.Get => $"SELECT v FROM \"{table}\" WHERE k=?1",
        SqliteQuery.ScanAll => $"SELECT k,v FROM \"{table}\" WHERE k>=?1 ORDER BY k",
        SqliteQuery.ScanRange => $"SELECT k,v FROM \"{table}\" WHERE k>=?1 AND k<?2 ORDER BY k",
        SqliteQuery.ScanAllReverse => $"SELECT k,v FROM \"{table}\" WHERE k>=?1 ORDER BY k DESC",
        SqliteQuery.ScanRangeReverse => $"SELECT k,v FROM \"{table}\" WHERE k>=?1 AND k<?2 ORDER BY k DESC",
        SqliteQuery.Put =>
            $"INSERT INTO \"{table}\"(k,v) VALUES(?1,?2) ON CONFLICT(k) DO UPDATE SET v=excluded.v",
        SqliteQuery.DeleteAll => $"DELETE FROM \"{table}\" WHERE k>=?1",
        _ => $"DELETE FROM \"{table}\" WHERE k>=?1 AND k<?2",
    };
}
