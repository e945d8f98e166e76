using Hotaru.Model;
using Hotaru.Storage.Sqlite;

namespace Hotaru.Storage.Tests.Killed;

public sealed class KilledTests : KillContract
{
    protected override IStore Open(string path) => SqliteStore.Open(path);
}
