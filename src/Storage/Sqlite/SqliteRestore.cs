using Hotaru.Model;
using SQLitePCL;

namespace Hotaru.Storage.Sqlite;

/// <summary>What must be so before a backup takes the place of a database.</summary>
internal static class SqliteRestore
{
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

    /// <exception cref="StoreException">Another process has it.</exception>
    public static void CheckStopped(string path)
    {
        Batteries_V2.Init();
        using var connection = SqliteConnection.Open(
            new SqliteFile(Path.GetFullPath(path)), raw.SQLITE_OPEN_READWRITE);
        connection.Execute("BEGIN IMMEDIATE; ROLLBACK");
    }
}
