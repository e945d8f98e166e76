using Hotaru.Model;
using Hotaru.Storage.Tests.Killed;

namespace Hotaru.Storage.LiteDb.Tests.Killed;

public sealed class LiteDbKilledTests : KillContract
{
    protected override IStore Open(string path) => LiteDbStore.Open(path);
}
