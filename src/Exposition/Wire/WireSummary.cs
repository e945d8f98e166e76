namespace Hotaru.Exposition;

/// <summary>A Summary message: 1 count, 2 sum, 3 quantiles, 4 start.</summary>
internal sealed class WireSummary
{
    public ulong Count { get; private set; }

    public double Sum { get; private set; }

    public List<(double Quantile, double Value)> Quantiles { get; } = [];

    public void Clear()
    {
        (Count, Sum) = (0, 0);
        Quantiles.Clear();
    }

    /// <summary>Returns the start timestamp, 0 where there is none.</summary>
    public long Read(WireReader reader)
    {
        long startMs = 0;
        while (reader.Next(out var field, out var wireType))
        {
            switch (field, wireType)
            {
                case (1, WireReader.Varint): Count = reader.ReadVarint(); break;
                case (2, WireReader.Fixed64): Sum = reader.ReadDouble(); break;
                case (3, WireReader.Bytes): Quantiles.Add(ReadQuantile(Part(ref reader))); break;
                case (4, WireReader.Bytes): startMs = WireTime.Read(Part(ref reader)); break;
                default: reader.Skip(wireType); break;
            }
        }

        return startMs;
    }

    private static WireReader Part(ref WireReader reader) => reader.Enter(reader.ReadRange());

    private static (double Quantile, double Value) ReadQuantile(WireReader reader)
    {
        double quantile = 0, value = 0;
        while (reader.Next(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireReader.Fixed64) quantile = reader.ReadDouble();
            else if (field == 2 && wireType == WireReader.Fixed64) value = reader.ReadDouble();
            else reader.Skip(wireType);
        }

        return (quantile, value);
    }
}
