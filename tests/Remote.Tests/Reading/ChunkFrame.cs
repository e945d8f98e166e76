using System.Buffers.Binary;
using Hotaru.Model;

namespace Hotaru.Remote.Tests.Reading;

/// <summary>One frame of a streamed answer, read back.</summary>
internal sealed record ChunkFrame(
    int Query, Labels Labels, IReadOnlyList<(long Min, long Max, ulong Type, byte[] Data)> Chunks)
{
    public static List<ChunkFrame> ReadAll(ReadOnlySpan<byte> stream)
    {
        var frames = new List<ChunkFrame>();
        while (!stream.IsEmpty)
        {
            var reader = new ProtoReader(stream);
            var length = (int)reader.Varint();
            stream = stream[reader.Position..];
            var frame = stream.Slice(4, length);
            Assert.Equal(Castagnoli(frame), BinaryPrimitives.ReadUInt32BigEndian(stream));
            frames.Add(Read(frame));
            stream = stream[(4 + length)..];
        }

        return frames;
    }

    private static ChunkFrame Read(ReadOnlySpan<byte> frame)
    {
        var query = 0;
        var labels = new LabelsBuilder();
        var chunks = new List<(long, long, ulong, byte[])>();
        string? fault = null;
        var reader = new ProtoReader(frame);
        while (!reader.AtEnd)
        {
            if (reader.Tag() == 0x10)
            {
                query = (int)reader.Varint();
                continue;
            }

            var series = new ProtoReader(reader.Bytes());
            while (!series.AtEnd)
            {
                if (series.Tag() == 0x0A)
                {
                    var label = LabelDecoder.OneLabel(series.Bytes(), ref fault);
                    labels.Set(label.Name, label.Value);
                }
                else chunks.Add(Chunk(series.Bytes()));
            }
        }

        return new ChunkFrame(query, labels.Build(), chunks);
    }

    private static (long Min, long Max, ulong Type, byte[] Data) Chunk(ReadOnlySpan<byte> message)
    {
        var reader = new ProtoReader(message);
        Assert.Equal(0x08u, reader.Tag());
        var min = reader.SignedVarint();
        Assert.Equal(0x10u, reader.Tag());
        var max = reader.SignedVarint();
        Assert.Equal(0x18u, reader.Tag());
        var type = reader.Varint();
        Assert.Equal(0x22u, reader.Tag());
        return (min, max, type, reader.Bytes().ToArray());
    }

    /// <summary>Bit by bit, from the reversed polynomial 0x82F63B78.</summary>
    private static uint Castagnoli(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc >> 1) ^ (0x82F63B78 & (uint)-(int)(crc & 1));
        }

        return ~crc;
    }
}
