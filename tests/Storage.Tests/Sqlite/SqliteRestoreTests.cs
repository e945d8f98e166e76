using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;

namespace Hotaru.Storage.Tests.Sqlite;

public sealed class SqliteRestoreTests : IDisposable
{
    private static readonly SqliteEngine Engine = new();

    private readonly TempDirectory _directory = new();
    private readonly StoreEngines _engines = new([Engine]);

    [Fact]
    public async Task Replace_PutsTheBackupInPlaceAndKeepsWhatWasThere()
    {
        var backup = await MakeAsync("backup.db", 7);
        var path = await MakeAsync("data/hotaru.db", 3);
        File.WriteAllText(path + "-log", "of the old one");

        Assert.True(await _engines.RestoreAsync(backup, Engine, path, default));

        Assert.Equal(7, Read(path));
        Assert.Equal(3, Read(path + StoreEngines.Replaced));
        Assert.False(File.Exists(path + "-log"));
        var other = _directory.File("new/hotaru.db");
        Assert.False(await _engines.RestoreAsync(backup, Engine, other, default));
        Assert.Equal(7, Read(other));
    }

    [Fact]
    public async Task Replace_OfADatabaseInUse_IsRefusedUnharmed()
    {
        var backup = await MakeAsync("backup.db", 7);
        var path = await MakeAsync("hotaru.db", 3);
        using var running = SqliteStore.Open(path);
        await running.CommitAsync(new StoreBatch().Put("t", [1], [4]), Durability.Synced, default);

        // Within one process SQLite shares the lock, so the one in use is that of a writer in a transaction.
        running.Writer.Run(c => c.Execute("BEGIN IMMEDIATE"));
        var error = await Assert.ThrowsAsync<StoreException>(
            () => _engines.RestoreAsync(backup, Engine, path, default));
        running.Writer.Run(c => c.Execute("ROLLBACK"));

        Assert.Contains("another process holds the database", error.Message, StringComparison.Ordinal);
        Assert.Equal([4], running.Get("t", [1])!);
    }

    [Fact]
    public async Task Check_OfDamageOrANewerFormat_SaysSo()
    {
        var backup = await MakeAsync("backup.db", 7);
        var bytes = File.ReadAllBytes(backup);
        bytes[63] = 9;
        var newer = _directory.File("newer.db");
        File.WriteAllBytes(newer, bytes);
        bytes[63] = 2;
        bytes.AsSpan(1024, 600).Clear();
        var damaged = _directory.File("damaged.db");
        File.WriteAllBytes(damaged, bytes);
        var text = _directory.Write("notes.txt", "nothing of ours");

        Assert.Contains("has format 9 of a newer Hotaru", Refused(newer), StringComparison.Ordinal);
        Assert.Contains("damaged", Refused(damaged), StringComparison.Ordinal);
        Assert.Contains("is not a database", Refused(text), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused(_directory.File("none.db")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_directory.File("."), "*-wal"));
    }

    public void Dispose() => _directory.Dispose();

    private string Refused(string file) =>
        Assert.Throws<StoreException>(() => _engines.Check(file)).Message;

    private static int Read(string path)
    {
        using var store = SqliteStore.Open(path);
        return store.Get("t", [1])![0];
    }

    private async Task<string> MakeAsync(string name, byte value)
    {
        var path = _directory.File(name);
        using var store = SqliteStore.Open(path);
        var batch = new StoreBatch().Put("t", [1], [value]).Put("t", [2], new byte[5000]);
        await store.CommitAsync(batch, Durability.Synced, default);
        return path;
    }
}
