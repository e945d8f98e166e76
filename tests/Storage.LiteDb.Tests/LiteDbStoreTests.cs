using Hotaru.Model;
using Hotaru.Storage.Tests.Store;
using Hotaru.Testing;
using LiteDB.Engine;

namespace Hotaru.Storage.LiteDb.Tests;

public sealed class LiteDbStoreTests : StoreContract
{
    private readonly TempDirectory _directory = new();
    private LiteDbStore _store;

    public LiteDbStoreTests() => _store = LiteDbStore.Open(FilePath);

    protected override IStore Store => _store;

    private string FilePath => _directory.File("data/hotaru.db");

    private string LogPath => _directory.File("data/hotaru-log.db");

    [Fact]
    public async Task Reopen_KeepsWhatWasCommitted()
    {
        await Commit(new StoreBatch().Put("t", [1], [1]));
        Reopen();
        Assert.Equal([1], Store.Get("t", [1])!);
        Assert.False(File.Exists(LogPath));
    }

    [Fact]
    public async Task Reopen_AfterItWasLeftAsItIs_TakesUpItsLog()
    {
        await Commit(new StoreBatch().Put("t", [1], [1]));
        var copy = _directory.File("copy/hotaru.db");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        Assert.True(new FileInfo(LogPath).Length > 0);
        File.Copy(FilePath, copy);
        File.Copy(LogPath, _directory.File("copy/hotaru-log.db"));

        using var opened = LiteDbStore.Open(copy);
        Assert.Equal([1], opened.Get("t", [1])!);
    }

    [Fact]
    public async Task Backup_WhileCommitsGoOn_IsAConsistentCopyThatOpens()
    {
        await Commit(new StoreBatch().Put("t", [1], new byte[500_000]));
        var copy = _directory.File("copy.db");
        var backup = Store.BackupAsync(copy, default);
        for (var i = 0; i < 50; i++) await Commit(new StoreBatch().Put("t", [2], new byte[100_000]));
        await backup;

        new LiteDbEngine().Check(copy);
        using var opened = LiteDbStore.Open(copy);
        Assert.Equal(500_000, opened.Get("t", [1])!.Length);
        var again = await Assert.ThrowsAsync<StoreException>(() => Store.BackupAsync(copy, default));
        Assert.Equal($"{copy} is there already; name a new file for the backup.", again.Message);
    }

    [Fact]
    public async Task Compact_AfterDeletions_ShrinksTheFile()
    {
        await Commit(new StoreBatch().Put("t", [1], new byte[5_000_000]).Put("t", [2], [2]));
        await Commit(new StoreBatch().Delete("t", [1]));
        Assert.True(_store.FreeBytes > 4_900_000);

        await _store.CompactAsync(default);

        Assert.InRange(new FileInfo(FilePath).Length, 1, 200_000);
        Assert.Equal([2], Store.Get("t", [2])!);
        await Commit(new StoreBatch().Put("t", [3], [3]));
        Assert.Equal([3], Store.Get("t", [3])!);
    }

    [Fact]
    public async Task Log_OfManyCommits_IsBroughtIntoTheDatabase()
    {
        for (var i = 0; i < 30; i++) await Commit(new StoreBatch().Put("t", [(byte)i], new byte[1_000_000]));

        Assert.True(new FileInfo(LogPath).Length < 16 << 20);
        Assert.True(new FileInfo(FilePath).Length > 14 << 20);
        Assert.True(_store.WrittenBytes > 45 << 20);
    }

    [Fact]
    public void Open_ByASecondOne_IsRefused()
    {
        var error = Assert.Throws<StoreException>(() => LiteDbStore.Open(FilePath));
        Assert.Contains(
            "another process holds the database; stop it", error.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => new LiteDbEngine().CheckStopped(FilePath));
    }

    [Fact]
    public void Open_OfWhatIsNotOurs_IsRefusedUnharmed()
    {
        var text = _directory.Write("notes.txt", "what I had for breakfast");
        Assert.Equal(
            $"{text} is not a database of LiteDB; name another storage.path.",
            Assert.Throws<StoreException>(() => LiteDbStore.Open(text)).Message);
        Assert.Equal("what I had for breakfast", File.ReadAllText(text));

        var foreign = _directory.File("foreign.db");
        using (var engine = new LiteEngine(foreign))
            engine.Insert("t", [new LiteDB.BsonDocument { ["a"] = 1 }], LiteDB.BsonAutoId.Int32);
        var before = File.ReadAllBytes(foreign);
        Assert.Equal(
            $"{foreign} is a database of another program; name another storage.path.",
            Assert.Throws<StoreException>(() => LiteDbStore.Open(foreign)).Message);
        Assert.Equal(before, File.ReadAllBytes(foreign));

        var newer = _directory.File("newer.db");
        LiteDbStore.Open(newer).Dispose();
        var bytes = File.ReadAllBytes(newer);
        bytes[76] = 9;
        File.WriteAllBytes(newer, bytes);
        Assert.Equal(
            $"{newer} has format 9 of a newer Hotaru; start that one.",
            Assert.Throws<StoreException>(() => LiteDbStore.Open(newer)).Message);
    }

    [Fact]
    public async Task Commit_OfAValueThatLiteDbDoesNotTake_FailsAloneAndTheStoreGoesOn()
    {
        var large = Commit(new StoreBatch().Put("t", [1], [1]).Put("t", [2], new byte[20_000_000]));
        var small = Commit(new StoreBatch().Put("t", [3], [3]));

        await Assert.ThrowsAsync<StoreException>(() => large);
        await small;
        Assert.Null(Store.Get("t", [1]));
        Assert.Equal([3], Store.Get("t", [3])!);
        Reopen();
        Assert.Equal([3], Store.Get("t", [3])!);
    }

    [Fact]
    public async Task Commit_AfterDispose_Fails()
    {
        _store.Dispose();
        await Assert.ThrowsAsync<StoreException>(() => Commit(new StoreBatch().Put("t", [1], [1])));
        _store = LiteDbStore.Open(FilePath);
    }

    protected override void CleanUp() => _directory.Dispose();

    private void Reopen()
    {
        _store.Dispose();
        _store = LiteDbStore.Open(FilePath);
    }
}
