namespace Hotaru.Remote;

/// <summary>Makes tags, and names the wire types.</summary>
internal static class ProtoTag
{
    public const uint VarintType = 0;
    public const uint Fixed64Type = 1;
    public const uint BytesType = 2;

    public static uint Of(int field, uint type) => ((uint)field << 3) | type;
}
