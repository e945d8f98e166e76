using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Storage.Tests.Store;
using Hotaru.Testing;
using SQLitePCL;

namespace Hotaru.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly TempDirectory _directory = new();
    private SqliteStore _store;

    public SqliteStoreTests() => _store = SqliteStore.Open(FilePath);

    protected override IStore Store => _store;

    private string FilePath => _directory.File("data/hotaru.db");

    [Fact]
    public async Task Reopen_KeepsWhatWasCommitted()
    {
        await Commit(new StoreBatch().Put("t", [1], [1]));
        Reopen();
        Assert.Equal([1], Store.Get("t", [1])!);
    }

    [Fact]
    public async Task Backup_IsAConsistentCopyThatOpens()
    {
        await Commit(new StoreBatch().Put("t", [1], new byte[500_000]));
        var copy = _directory.File("copy.db");

        await Store.BackupAsync(copy, default);

        using var opened = SqliteStore.Open(copy);
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

        Assert.InRange(new FileInfo(FilePath).Length, 1, 100_000);
        Assert.Equal(0, new FileInfo(FilePath + "-wal").Length);
        Assert.Equal([2], Store.Get("t", [2])!);
    }

    [Fact]
    public void Open_FileOfANewerFormat_IsRefusedUnharmed()
    {
        _store.Dispose();
        Change("PRAGMA user_version=7");
        var before = File.ReadAllBytes(FilePath);

        var error = Assert.Throws<StoreException>(() => SqliteStore.Open(FilePath));

        Assert.Equal(
            $"{FilePath} has format 7 of a newer Hotaru, this one reads up to 2; "
            + "start the newer one or move the file away.",
            error.Message);
        Assert.Equal(before, File.ReadAllBytes(FilePath));
        Change("PRAGMA user_version=2");
        Reopen();
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_IsRefusedUnharmed()
    {
        var path = _directory.Write("notes.txt", "what I had for breakfast");

        var error = Assert.Throws<StoreException>(() => SqliteStore.Open(path));

        Assert.Equal($"{path} is not a database; move it away or name another storage.path.", error.Message);
        Assert.Equal("what I had for breakfast", File.ReadAllText(path));
    }

    [Fact]
    public void Open_BelowSomethingThatIsNoDirectory_IsToldInOneLine()
    {
        var path = Path.Combine(_directory.Write("file", ""), "hotaru.db");

        var error = Assert.Throws<StoreException>(() => SqliteStore.Open(path));

        Assert.StartsWith($"{path} cannot be written: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task Commit_WhenTheFileMayNotGrow_FailsWithNumbersAndRecovers()
    {
        await Commit(new StoreBatch().Put("t", [1], [1]));
        Limit(pages: 200);

        var error = await Assert.ThrowsAsync<StoreException>(
            () => Commit(new StoreBatch().Put("t", [2], [2]).Put("t", [3], new byte[1_000_000])));

        Assert.Matches(
            @"hotaru\.db: the disk is full \(\d+ bytes free\); free space or lower storage", error.Message);
        Assert.Null(Store.Get("t", [2]));
        await Commit(new StoreBatch().Put("t", [3], new byte[1_000_000]));
        Assert.Equal(1_000_000, Store.Get("t", [3])!.Length);
    }

    [Fact]
    public async Task Commit_AfterDispose_Fails()
    {
        _store.Dispose();
        await Assert.ThrowsAsync<StoreException>(() => Commit(new StoreBatch().Put("t", [1], [1])));
        _store = SqliteStore.Open(FilePath);
    }

    protected override void CleanUp() => _directory.Dispose();

    private void Reopen()
    {
        _store.Dispose();
        _store = SqliteStore.Open(FilePath);
    }

    /// <summary>
    /// The limit holds for the writer's present connection only, as a full disk that is cleaned up.
    /// </summary>
    private void Limit(int pages) => _store.Writer.Run(c => c.Number($"PRAGMA max_page_count={pages}"));

    private void Change(string sql)
    {
        using var connection = SqliteConnection.Open(new SqliteFile(FilePath), raw.SQLITE_OPEN_READWRITE);
        connection.Execute(sql + "; PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
