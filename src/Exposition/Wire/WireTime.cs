namespace Hotaru.Exposition;

/// <summary>A google.protobuf.Timestamp: 1 seconds, 2 nanoseconds; here in milliseconds.</summary>
internal static class WireTime
{
    public static long Read(WireReader reader)
    {
        long seconds = 0, nanos = 0;
        while (reader.Next(out var field, out var wireType))
        {
            if (field == 1 && wireType == WireReader.Varint) seconds = (long)reader.ReadVarint();
            else if (field == 2 && wireType == WireReader.Varint) nanos = (int)reader.ReadVarint();
            else reader.Skip(wireType);
        }

        return unchecked(seconds * 1000 + nanos / 1_000_000);
    }
}
