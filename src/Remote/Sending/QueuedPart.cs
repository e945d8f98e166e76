namespace Hotaru.Remote;

/// <summary>
/// TimeSeries fields of a write request, as they will be sent, and how many samples are in them.
/// </summary>
internal readonly record struct QueuedPart(int Samples, byte[] Fields)
{
    /// <summary>The row: the count as a varint, then the fields.</summary>
    public byte[] ToRow()
    {
        var row = new ProtoWriter();
        row.Varint((ulong)Samples);
        row.Raw(Fields);
        return row.Written.ToArray();
    }

    public static QueuedPart FromRow(byte[] row)
    {
        var reader = new ProtoReader(row);
        var samples = (int)reader.Varint();
        return new QueuedPart(samples, row[reader.Position..]);
    }
}
