using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotaru.Jobs;

/// <summary>
/// Each run as 21 bytes in base64: time (8), seconds (4), outcome (1), hash of the id (8), little-endian.
/// </summary>
internal sealed class RecentRunsJson : JsonConverter<RecentRuns>
{
    private const int Size = 21;

    public override RecentRuns Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bytes = reader.GetBytesFromBase64();
        var runs = new RecentRun[bytes.Length / Size];
        for (var i = 0; i < runs.Length; i++)
        {
            var at = bytes.AsSpan(i * Size, Size);
            runs[i] = new RecentRun(
                BinaryPrimitives.ReadInt64LittleEndian(at), BinaryPrimitives.ReadSingleLittleEndian(at[8..]),
                (RunOutcome)at[12], BinaryPrimitives.ReadUInt64LittleEndian(at[13..]));
        }

        return new RecentRuns(runs);
    }

    public override void Write(Utf8JsonWriter writer, RecentRuns value, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[RecentRuns.Most * Size];
        for (var i = 0; i < value.Count; i++)
        {
            var at = bytes.Slice(i * Size, Size);
            BinaryPrimitives.WriteInt64LittleEndian(at, value[i].AtMs);
            BinaryPrimitives.WriteSingleLittleEndian(at[8..], value[i].Seconds);
            at[12] = (byte)value[i].Outcome;
            BinaryPrimitives.WriteUInt64LittleEndian(at[13..], value[i].IdHash);
        }

        writer.WriteBase64StringValue(bytes[..(value.Count * Size)]);
    }
}
