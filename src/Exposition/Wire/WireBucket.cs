namespace Hotaru.Exposition;

/// <summary>
/// A Bucket message: 1 count, 2 upper bound, 3 exemplar, 4 count as a float (wins where it is not 0).
/// </summary>
internal readonly record struct WireBucket(double UpperBound, double Count, WireExemplar? Exemplar)
{
    public static WireBucket Read(WireReader reader)
    {
        ulong count = 0;
        double bound = 0, floatCount = 0;
        WireExemplar? exemplar = null;
        while (reader.Next(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireReader.Varint): count = reader.ReadVarint(); break;
                case (2, WireReader.Fixed64): bound = reader.ReadDouble(); break;
                case (3, WireReader.Bytes): exemplar = WireExemplar.Read(reader, reader.ReadRange()); break;
                case (4, WireReader.Fixed64): floatCount = reader.ReadDouble(); break;
                default: reader.Skip(wireType); break;
            }
        }

        return new WireBucket(bound, floatCount != 0 ? floatCount : count, exemplar);
    }
}
