using Hotaru.Model;

namespace Hotaru.Storage.LiteDb;

/// <summary>LiteDB 5 as an engine of the store: <c>storage.engine: litedb</c>.</summary>
public sealed class LiteDbEngine : IStoreEngine
{
    public string Name => "litedb";

    public bool IsItsFile(string path) => LiteDbFile.IsLiteDb(path);

    public IStore Open(string path) => LiteDbStore.Open(path);

    public void Check(string backup) => new LiteDbFile(Path.GetFullPath(backup)).CheckWhole();

    public void CheckStopped(string path)
    {
        var file = new LiteDbFile(Path.GetFullPath(path));
        file.Lock().Dispose();
    }

    public IReadOnlyList<string> Beside(string path)
    {
        var file = new LiteDbFile(Path.GetFullPath(path));
        return [file.LogPath, file.LockPath];
    }
}
