using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>A consistent copy by SQLite's online backup interface, of the moment it began.</summary>
internal static class SqliteBackup
{
    private const int PagesAtOnce = 1024;

    public static void Write(SqliteFile file, string path, CancellationToken cancellation)
    {
        if (File.Exists(path))
            throw new StoreException($"{path} is there already; name a new file for the backup.");
        var partial = path + ".partial";
        try
        {
            File.Delete(partial);
            Copy(file, partial, cancellation);
            File.Move(partial, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void Copy(SqliteFile file, string path, CancellationToken cancellation)
    {
        using var source = file.OpenReader();
        using var target = SqliteConnection.Open(
            new SqliteFile(path), raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        // A read transaction holds the moment: commits meanwhile do not make the copy begin anew.
        source.Execute("BEGIN");
        source.Number("SELECT count(*) FROM sqlite_schema");
        var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        int code;
        do
        {
            code = raw.sqlite3_backup_step(backup, PagesAtOnce);
        }
        while (code == raw.SQLITE_OK && !cancellation.IsCancellationRequested);
        var finished = raw.sqlite3_backup_finish(backup);
        source.Execute("COMMIT");
        cancellation.ThrowIfCancellationRequested();
        if (code != raw.SQLITE_DONE || finished != raw.SQLITE_OK) throw target.Error();
    }
}
