using System.Buffers.Binary;
using System.Globalization;
using Hotaru.Model;
using LiteDB;
using LiteDB.Engine;
using Microsoft.Win32.SafeHandles;

namespace Hotaru.Storage.LiteDb;

/// <summary>
/// The database file and LiteDB's log beside it: what they are called, and whether they are ours.
/// </summary>
internal sealed class LiteDbFile(string path)
{
    public const int PageSize = 8192;

    /// <summary>"HT" and the version of the layout: LiteDB's user version of our files.</summary>
    public const int Format = 0x4854_0001;

    /// <summary>Places in the first page of LiteDB's file format 8.</summary>
    private const int InfoPlace = 32, VersionPlace = 76;

    private const int NoSpaceLeft = 28;

    public string FilePath => path;

    /// <summary>As LiteDB calls it: hotaru-log.db beside hotaru.db.</summary>
    public string LogPath { get; } = Path.Combine(
        Path.GetDirectoryName(path)!,
        Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));

    /// <summary>LiteDB does not keep a second process out, so this file does.</summary>
    public string LockPath => path + "-lock";

    public long LogBytes => File.Exists(LogPath) ? new FileInfo(LogPath).Length : 0;

    public static bool IsLiteDb(string path) =>
        FileHead.Has(path, InfoPlace, "** This is a LiteDB file **"u8);

    /// <exception cref="StoreException">Another process has the database, or the directory takes no files.
    /// </exception>
    public IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                File.Exists(LockPath)
                    ? $"{path}: another process holds the database; stop it ({e.Message})"
                    : $"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Looks at the first page without LiteDB, so that a foreign file stays as it is.</summary>
    public void CheckHead()
    {
        var length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (length == 0) return;
        if (!IsLiteDb(path))
            throw new StoreException($"{path} is not a database of LiteDB; name another storage.path.");
        Span<byte> bytes = stackalloc byte[VersionPlace + 4];
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            stream.ReadExactly(bytes);
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[VersionPlace..]);
        // One page with no version: the process ended while it made the file.
        if (version == Format || (version == 0 && length <= PageSize && LogBytes == 0)) return;
        throw new StoreException(version >> 16 == Format >> 16
            ? Invariant($"{path} has format {version & 0xFFFF} of a newer Hotaru; start that one.")
            : $"{path} is a database of another program; name another storage.path.");
    }

    /// <summary>
    /// Opens the database. Its log is brought into it by <see cref="LiteDbDatabase"/> alone, after a sync:
    /// LiteDB on its own would copy pages that may not be on the disk yet.
    /// </summary>
    public LiteEngine Open()
    {
        var engine = new LiteEngine(new EngineSettings { Filename = path, Collation = Collation.Binary });
        if (engine.Pragma("USER_VERSION") == Format) return engine;
        engine.Pragma("CHECKPOINT", 0);
        engine.Pragma("USER_VERSION", Format);
        engine.Checkpoint();
        return engine;
    }

    /// <summary>Reads every document of a database that is not in use.</summary>
    public void CheckWhole()
    {
        if (!File.Exists(path)) throw new StoreException($"{path} cannot be read: it is not there");
        CheckHead();
        try
        {
            using var engine = new LiteEngine(new EngineSettings { Filename = path, ReadOnly = true });
            foreach (var table in LiteDbTable.Names(engine))
            {
                foreach (var document in LiteDbTable.Documents(engine, table, KeyRange.All))
                    LiteDbTable.Entries(document).Count();
            }
        }
        catch (Exception e) when (e is not StoreException)
        {
            throw new StoreException($"{path} is damaged: {e.Message}; take another.", e);
        }
    }

    /// <summary>Brings LiteDB's log to the disk: a commit leaves that to the operating system.</summary>
    public void SyncLog()
    {
        if (!File.Exists(LogPath)) return;
        using var handle = File.OpenHandle(LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    public long FreeDiskBytes()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return -1;
        }
    }

    /// <summary>An error in words a person can act on.</summary>
    public StoreException Error(Exception error) => error as StoreException ?? new StoreException(
        error is IOException { HResult: var code } && (code & 0xFFFF) == NoSpaceLeft
            ? Invariant($"{path}: the disk is full ({FreeDiskBytes()} bytes free); free space or lower ")
                + $"storage.retention ({error.Message})"
            : $"{path}: LiteDB: {error.Message}", error);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
