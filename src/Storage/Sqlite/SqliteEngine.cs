using Hotaru.Model;

namespace Hotaru.Storage.Sqlite;

/// <summary>The engine that ships: SQLite, with a log for journal entries beside it.</summary>
public sealed class SqliteEngine : IStoreEngine
{
    public string Name => "sqlite";

    public bool IsItsFile(string path) => FileHead.Has(path, 0, "SQLite format 3\0"u8);

    public IStore Open(string path) => SqliteStore.Open(path);

    public void Check(string backup) => SqliteRestore.Check(backup);

    public void CheckStopped(string path) => SqliteRestore.CheckStopped(path);

    public IReadOnlyList<string> Beside(string path) => [path + "-wal", path + "-log"];
}
