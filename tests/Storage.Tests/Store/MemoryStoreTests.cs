using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Storage.Tests.Store;

public sealed class MemoryStoreTests : StoreContract
{
    protected override IStore Store { get; } = new MemoryStore();
}
