using Hotaru.Model;
using LiteDB;
using LiteDB.Engine;

namespace Hotaru.Storage.LiteDb;

/// <summary>
/// The store port on one LiteDB 5 file, on documents, without its mapper. LiteDB leaves a commit to the
/// operating system and has no checksums on its pages: what is asked for synced is synced here, and a torn
/// page is met by the checksums above the port.
/// </summary>
public sealed class LiteDbStore : IStore, IStoreUpkeep
{
    private readonly LiteDbFile _file;
    private readonly LiteDbDatabase _database;
    private readonly LiteDbWriter _writer;
    private FreePages _free = new(-1, -1, 0);

    private LiteDbStore(LiteDbFile file)
    {
        _file = file;
        _database = new LiteDbDatabase(file);
        _writer = new LiteDbWriter(_database);
    }

    /// <summary>Opens the file or makes it, with its directory.</summary>
    /// <exception cref="StoreException">
    /// The directory cannot be written, the file is not one of ours or in use, is damaged, or has a newer
    /// format.
    /// </exception>
    public static LiteDbStore Open(string path) => new(new LiteDbFile(Path.GetFullPath(path)));

    public IReadOnlyCollection<string> Tables => _database.Use(LiteDbTable.Names);

    public long SizeBytes
    {
        get
        {
            var (pages, free) = Pages();
            return (pages - free) * LiteDbFile.PageSize;
        }
    }

    public long FreeBytes => Pages().Free * LiteDbFile.PageSize;

    public long DiskFreeBytes => _file.FreeDiskBytes();

    public long WrittenBytes => Interlocked.Read(ref _database.BytesWritten);

    public byte[]? Get(string table, ReadOnlySpan<byte> key)
    {
        var bytes = key.ToArray();
        return _database.Use(engine => LiteDbTable.Get(engine, table, bytes));
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(
        string table, KeyRange range, bool reverse = false) =>
        _writer.Begin(new LiteDbScan(_database, table, range, reverse));

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation) =>
        _writer.CommitAsync(batch, durability, cancellation);

    public Task BackupAsync(string path, CancellationToken cancellation) =>
        _writer.WithFileAsync(() => Copy(Path.GetFullPath(path)), cancellation);

    public Task CompactAsync(CancellationToken cancellation) => _writer.DoAsync(
        () =>
        {
            if (_writer.IsCopying) return;
            _database.Checkpoint();
            var (pages, free) = Pages();
            // Making the file anew pays when a twentieth of it can be given back.
            if (free * 20 > pages) MakeAnew();
        },
        cancellation);

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
    }

    private void Copy(string path)
    {
        if (System.IO.File.Exists(path))
            throw new StoreException($"{path} is there already; name a new file for the backup.");
        var partial = path + ".partial";
        try
        {
            using (var source = new FileStream(
                _file.FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            using (var target = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            System.IO.File.Move(partial, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            System.IO.File.Delete(partial);
        }
    }

    /// <summary>On the writer's thread, so that nothing is committed meanwhile.</summary>
    private void MakeAnew()
    {
        var anew = _file.FilePath + ".anew";
        System.IO.File.Delete(anew);
        using (var target = Open(anew))
            StoreCopy.CopyAsync(this, target, default).GetAwaiter().GetResult();
        System.IO.File.Delete(new LiteDbFile(anew).LockPath);
        _database.Replace(anew);
    }

    /// <summary>LiteDB has no count of its free pages: they are counted along their chain when it changed.
    /// </summary>
    private (long Pages, long Free) Pages() => _database.Use(engine =>
    {
        var head = Only(engine, "$database");
        var (last, first) = (head["lastPageID"].AsInt32, head["freeEmptyPageID"].AsInt32);
        var known = _free;
        if (known.Last == last && known.First == first) return ((long)last + 1, (long)known.Count);
        var count = 0;
        if (first >= 0)
        {
            using var reader = engine.Query($"$page_list({{pageID:{first}}})", new Query());
            while (reader.Read()) count++;
        }

        _free = new FreePages(last, first, count);
        return ((long)last + 1, (long)count);
    });

    private static BsonDocument Only(LiteEngine engine, string collection)
    {
        using var reader = engine.Query(collection, new Query());
        reader.Read();
        return reader.Current.AsDocument;
    }

    private sealed record FreePages(int Last, int First, int Count);
}
