using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>Puts a backup in the place of a database that nobody has open.</summary>
public static class SqliteRestore
{
    /// <summary>What was there before keeps this behind its name.</summary>
    public const string Replaced = ".before-restore";

    /// <summary>Reads the whole backup and changes nothing.</summary>
    /// <exception cref="StoreException">
    /// It is not one of ours, has a newer format, or is damaged.
    /// </exception>
    public static void Check(string backup)
    {
        Batteries_V2.Init();
        var file = new SqliteFile(Path.GetFullPath(backup));
        try
        {
            using var stream = File.OpenRead(backup);
            file.CheckHeader(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{backup} cannot be read: {e.Message}", e);
        }

        // As a file that nobody changes: SQLite then makes none of its own beside it.
        var escaped = Uri.EscapeDataString(file.FilePath).Replace("%2F", "/", StringComparison.Ordinal);
        using var connection = SqliteConnection.Open(
            file, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, $"file:{escaped}?immutable=1");
        if (connection.Number("PRAGMA application_id") != SqliteFile.ApplicationId)
            throw new StoreException($"{backup} is not a database of Hotaru.");
        var found = connection.Texts("PRAGMA integrity_check(1)");
        if (found is not ["ok"])
            throw new StoreException($"{backup} is damaged: {string.Join("; ", found)}; take another.");
    }

    /// <summary>
    /// Checks the backup, then puts it in the place of the database; whether another was there, which is kept
    /// beside it.
    /// </summary>
    /// <exception cref="StoreException">The backup is not good, or the database is in use; nothing changed.
    /// </exception>
    public static bool Replace(string backup, string path)
    {
        Check(backup);
        var file = new SqliteFile(Path.GetFullPath(path));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.FilePath)!);
            var isThere = File.Exists(file.FilePath);
            if (isThere) CheckStopped(file);
            var partial = file.FilePath + ".partial";
            using (var source = File.OpenRead(backup))
            using (var target = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            foreach (var part in new[] { "-wal", "-log", "" }) PutAside(file.FilePath, part);
            File.Move(partial, file.FilePath);
            return isThere;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private static void PutAside(string path, string part)
    {
        var kept = path + Replaced + part;
        if (File.Exists(path + part)) File.Move(path + part, kept, overwrite: true);
        else File.Delete(kept);
    }

    private static void CheckStopped(SqliteFile file)
    {
        using var connection = SqliteConnection.Open(file, raw.SQLITE_OPEN_READWRITE);
        connection.Execute("BEGIN IMMEDIATE; ROLLBACK");
    }
}
