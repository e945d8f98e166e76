using System.Collections;
using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>
/// A scan that has begun: the first rows are read at once, which also fixes the moment that the scan sees.
/// Long ranges go on row by row; the read transaction ends with the last row, with the enumerator or, where
/// nobody ever enumerates, with the finalizer.
/// </summary>
internal sealed class SqliteScan : IEnumerable<KeyValuePair<byte[], byte[]>>
{
    private const int BytesAtOnce = 256 * 1024;

    private readonly SqliteLease _lease;
    private readonly sqlite3_stmt _statement;
    private readonly List<KeyValuePair<byte[], byte[]>> _first;
    private bool _ended;

    private SqliteScan(SqliteLease lease, sqlite3_stmt statement, List<KeyValuePair<byte[], byte[]>> first) =>
        (_lease, _statement, _first) = (lease, statement, first);

    ~SqliteScan() => End(isBroken: true);

    public static IEnumerable<KeyValuePair<byte[], byte[]>> Start(
        SqliteLease lease, string table, KeyRange range, bool reverse)
    {
        var done = false;
        try
        {
            var statement = lease.Connection.Prepared(table, Query(range, reverse));
            raw.sqlite3_bind_blob(statement, 1, range.From);
            if (range.Until is not null) raw.sqlite3_bind_blob(statement, 2, range.Until);
            var first = new List<KeyValuePair<byte[], byte[]>>();
            for (var bytes = 0; bytes < BytesAtOnce; bytes += first[^1].Key.Length + first[^1].Value.Length)
            {
                if (lease.Connection.Step(statement))
                {
                    first.Add(Row(statement));
                    continue;
                }

                raw.sqlite3_reset(statement);
                lease.Dispose();
                done = true;
                return first;
            }

            done = true;
            return new SqliteScan(lease, statement, first);
        }
        finally
        {
            if (!done)
            {
                lease.Connection.IsBroken = true;
                lease.Dispose();
            }
        }
    }

    public IEnumerator<KeyValuePair<byte[], byte[]>> GetEnumerator()
    {
        if (_ended) throw new InvalidOperationException("a scan can be enumerated once");
        try
        {
            foreach (var row in _first) yield return row;
            _first.Clear();
            while (Next()) yield return Row(_statement);
        }
        finally
        {
            End(isBroken: false);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static SqliteQuery Query(KeyRange range, bool reverse) => (range.Until, reverse) switch
    {
        (null, false) => SqliteQuery.ScanAll,
        (null, true) => SqliteQuery.ScanAllReverse,
        (_, false) => SqliteQuery.ScanRange,
        _ => SqliteQuery.ScanRangeReverse,
    };

    private static KeyValuePair<byte[], byte[]> Row(sqlite3_stmt statement) =>
        new(raw.sqlite3_column_blob(statement, 0).ToArray(), raw.sqlite3_column_blob(statement, 1).ToArray());

    private bool Next()
    {
        try
        {
            return _lease.Connection.Step(_statement);
        }
        catch (StoreException)
        {
            _lease.Connection.IsBroken = true;
            throw;
        }
    }

    private void End(bool isBroken)
    {
        if (_ended) return;
        _ended = true;
        // A finalizer may run after the handles' own: then the connection is dropped, not used again.
        if (isBroken) _lease.Connection.IsBroken = true;
        else raw.sqlite3_reset(_statement);
        _lease.Dispose();
    }
}
