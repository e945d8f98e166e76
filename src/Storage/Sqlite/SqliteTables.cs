using System.Collections.Concurrent;

namespace Hotaru.Storage.Sqlite;

/// <summary>The tables that are committed. Names are lower-case letters, digits and underscores.</summary>
internal sealed class SqliteTables
{
    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => (IReadOnlyCollection<string>)_names.Keys;

    public void Load(SqliteConnection connection)
    {
        foreach (var name in connection.Texts("SELECT name FROM sqlite_schema WHERE type='table'"))
            _names[name] = true;
    }

    public bool Has(string table) => _names.ContainsKey(table);

    public void Add(string table) => _names[table] = true;

    /// <summary>Within the transaction of the writer.</summary>
    public static void Create(SqliteConnection connection, string table)
    {
        foreach (var c in table)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_')
                throw new ArgumentException($"BUG: table name \"{table}\"", nameof(table));
        }

        connection.Execute(
            $"CREATE TABLE IF NOT EXISTS \"{table}\""
            + "(k BLOB NOT NULL PRIMARY KEY, v BLOB NOT NULL) WITHOUT ROWID");
    }
}
