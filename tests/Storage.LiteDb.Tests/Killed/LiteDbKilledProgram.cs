using Hotaru.Storage.Tests.Killed;

namespace Hotaru.Storage.LiteDb.Tests.Killed;

internal static class LiteDbKilledProgram
{
    public static Task<int> Main(string[] args) => KilledWriter.RunAsync(args, LiteDbStore.Open);
}
