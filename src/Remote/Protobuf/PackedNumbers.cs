namespace Hotaru.Remote;

/// <summary>Repeated numbers, which may come packed or one field each.</summary>
internal static class PackedNumbers
{
    public static void Deltas(ref ProtoReader reader, uint tag, List<long> into)
    {
        if ((tag & 7) == ProtoTag.VarintType)
        {
            into.Add(reader.ZigZag());
            return;
        }

        var packed = new ProtoReader(reader.Bytes());
        while (!packed.AtEnd) into.Add(packed.ZigZag());
    }

    public static void Doubles(ref ProtoReader reader, uint tag, List<double> into)
    {
        if ((tag & 7) == ProtoTag.Fixed64Type)
        {
            into.Add(reader.Double());
            return;
        }

        var packed = new ProtoReader(reader.Bytes());
        while (!packed.AtEnd) into.Add(packed.Double());
    }

    public static void Fixed64s(ref ProtoReader reader, uint tag, List<ulong> into)
    {
        if ((tag & 7) == ProtoTag.Fixed64Type)
        {
            into.Add(reader.Fixed64());
            return;
        }

        var packed = new ProtoReader(reader.Bytes());
        while (!packed.AtEnd) into.Add(packed.Fixed64());
    }

    public static void Varints(ref ProtoReader reader, uint tag, List<ulong> into)
    {
        if ((tag & 7) == ProtoTag.VarintType)
        {
            into.Add(reader.Varint());
            return;
        }

        var packed = new ProtoReader(reader.Bytes());
        while (!packed.AtEnd) into.Add(packed.Varint());
    }
}
