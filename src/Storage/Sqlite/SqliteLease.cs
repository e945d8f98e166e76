namespace Hotaru.Storage.Sqlite;

/// <summary>A read connection for one reader, until it is disposed.</summary>
internal readonly struct SqliteLease(SqliteReaderPool pool, SqliteConnection connection) : IDisposable
{
    public SqliteConnection Connection => connection;

    public void Dispose() => pool.Return(connection);
}
