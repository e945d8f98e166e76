using System.Collections.Concurrent;

namespace Hotaru.Storage.Sqlite;

/// <summary>Read connections that wait for the next reader; at most <see cref="Kept"/> stay open.</summary>
internal sealed class SqliteReaderPool(SqliteFile file) : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _disposed;

    public SqliteLease Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new SqliteLease(this, _idle.TryTake(out var connection) ? connection : file.OpenReader());
    }

    public void Return(SqliteConnection connection)
    {
        if (_disposed || connection.IsBroken || _idle.Count >= Kept)
        {
            connection.Dispose();
            return;
        }

        _idle.Add(connection);
        if (_disposed) Drain();
    }

    public void Dispose()
    {
        _disposed = true;
        Drain();
    }

    private void Drain()
    {
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
