using System.Buffers.Binary;
using System.Globalization;
using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>The database file: where it is, which format it has, how connections to it are opened.</summary>
internal sealed class SqliteFile(string path)
{
    /// <summary>
    /// Small pages keep a journal entry of a few thousand samples at few dirtied bytes: measured with entries
    /// of 2.2 kB, a commit dirties 7 kB with pages of 1 kB and 31 kB with pages of 4 kB.
    /// </summary>
    public const int PageSize = 1024;

    /// <summary>The version of everything above the port is the business of those who write there.</summary>
    public const int FormatVersion = 2;

    /// <summary>"HTRU", the application id in the header of our files.</summary>
    public const int ApplicationId = 0x48545255;

    /// <summary>A page and its head in the WAL.</summary>
    public const int FrameSize = PageSize + 24;

    /// <summary>With more than this in the WAL its pages are brought to their place.</summary>
    public const long WalBytes = 4 << 20;

    private const int HeaderBytes = 100;

    public string FilePath => path;

    /// <summary>Journal entries beside the database. (A file called -journal would be SQLite's.)</summary>
    public string LogPath => path + "-log";

    /// <summary>
    /// Looks at the header without opening a database, so that a foreign file stays as it is.
    /// </summary>
    public void Check()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A file that can be made says the same as the probe.
            if (File.Exists(path)) CheckWritable();
            using var stream = new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (stream.Length > 0) CheckHeader(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>
    /// Whether a stream has a database of ours that this program can read, by its first bytes.
    /// </summary>
    public void CheckHeader(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (stream.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes
            || !header.StartsWith("SQLite format 3\0"u8))
        {
            throw new StoreException(
                $"{path} is not a database; move it away or name another storage.path.");
        }

        var application = BinaryPrimitives.ReadInt32BigEndian(header[68..]);
        CheckVersion(application, BinaryPrimitives.ReadInt32BigEndian(header[60..]));
    }

    public long WalLength => File.Exists(path + "-wal") ? new FileInfo(path + "-wal").Length : 0;

    public SqliteConnection OpenWriter()
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 }) Create();
        var connection = SqliteConnection.Open(this, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        try
        {
            connection.Execute(
                $"PRAGMA page_size={PageSize}; PRAGMA cache_size=-1024; PRAGMA temp_store=MEMORY");
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=0");
            connection.Execute("PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=1048576");
            var version = (int)connection.Number("PRAGMA user_version");
            CheckVersion((int)connection.Number("PRAGMA application_id"), version);
            if (version == FormatVersion) return connection;
            connection.Execute(Invariant($"""
                BEGIN IMMEDIATE; PRAGMA application_id={ApplicationId};
                PRAGMA user_version={FormatVersion}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)
                """));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenReader()
    {
        var connection = SqliteConnection.Open(this, raw.SQLITE_OPEN_READWRITE);
        connection.Execute("PRAGMA query_only=1; PRAGMA cache_size=-512; PRAGMA mmap_size=0");
        return connection;
    }

    /// <summary>An error of SQLite in words a person can act on.</summary>
    public StoreException Error(int code, string message)
    {
        var reason = (code & 0xFF) switch
        {
            raw.SQLITE_FULL => Invariant(
                $"the disk is full ({FreeDiskBytes()} bytes free); free space or lower storage.retention"),
            raw.SQLITE_IOERR => Invariant(
                $"input/output error {code} ({FreeDiskBytes()} bytes free); look at the card and dmesg"),
            raw.SQLITE_READONLY => "the file or its file system is read-only; make it writable again",
            raw.SQLITE_CANTOPEN => "the file cannot be opened; look at its directory and permissions",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another process holds the database; stop it",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "the database is damaged; restore a backup",
            _ => Invariant($"SQLite error {code}"),
        };
        return new StoreException($"{path}: {reason} ({message})");
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

    /// <summary>
    /// The head of an empty file, without a journal: it has nothing to lose, and the card a few writes less.
    /// It is on disk before anything relies on it.
    /// </summary>
    private void Create()
    {
        using (var connection = SqliteConnection.Open(this, raw.SQLITE_OPEN_READWRITE))
        {
            connection.Execute(
                $"PRAGMA page_size={PageSize}; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
            connection.Execute(Invariant($"""
                BEGIN IMMEDIATE; PRAGMA application_id={ApplicationId};
                PRAGMA user_version={FormatVersion}; COMMIT; PRAGMA journal_mode=WAL
                """));
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private void CheckVersion(int application, int version)
    {
        if (application != 0 && application != ApplicationId)
            throw new StoreException($"{path} is a database of another program; name another storage.path.");
        if (version > FormatVersion)
        {
            throw new StoreException(Invariant($"{path} has format {version} of a newer Hotaru, ")
                + Invariant(
                    $"this one reads up to {FormatVersion}; start the newer one or move the file away."));
        }
    }

    /// <summary>
    /// SQLite needs to make files beside the database: a directory that takes none is told early.
    /// </summary>
    private void CheckWritable()
    {
        var probe = path + ".probe";
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
