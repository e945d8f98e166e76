using Hotaru.Storage.Sqlite;

namespace Hotaru.Storage.Tests.Killed;

internal static class KilledProgram
{
    public static Task<int> Main(string[] args) => KilledWriter.RunAsync(args, SqliteStore.Open);
}
