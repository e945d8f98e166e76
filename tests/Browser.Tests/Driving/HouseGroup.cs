namespace Hotaru.Browser.Tests;

/// <summary>All browser tests share one appliance and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class HouseGroup : ICollectionFixture<HouseFixture>
{
    public const string Name = "the whole house";
}
