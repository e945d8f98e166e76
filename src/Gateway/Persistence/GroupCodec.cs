using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>A group as one row of the store; the layout is drawn in FORMAT.md beside this room.</summary>
internal static class GroupCodec
{
    public const string Table = "push_groups";

    private const byte Version = 1;
    private const int HeaderLength = 5;

    private static readonly ExpositionType Form = new(ExpositionFormat.Protobuf, EscapingScheme.AllowUtf8);

    /// <summary>Names and values of the grouping labels, parted by 0xFF, which UTF-8 does not have.</summary>
    public static byte[] Key(Labels key)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var label in key)
        {
            if (bytes.WrittenCount > 0) bytes.Write([(byte)0xFF]);
            Encoding.UTF8.GetBytes(label.Name, bytes);
            bytes.Write([(byte)0xFF]);
            Encoding.UTF8.GetBytes(label.Value, bytes);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static byte[] Encode(PushedGroup group)
    {
        var row = ScratchBytes.Take();
        row.Write(stackalloc byte[HeaderLength]);
        WriteLabels(row, group.Key);
        WriteTime(row, group.PushedAt);
        WriteTime(row, group.FailedAt);
        WriteInteger(row, group.TimeToLive?.Ticks ?? 0);
        WriteInteger(row, group.ArrivedMs);
        WriteInteger(row, group.AddedKeys.Count);
        foreach (var key in group.AddedKeys) WriteText(row, key);
        var own = group.Families.Values.Where(f => !PushTimes.Has(f.Name)).ToList();
        WriteInteger(row, own.Count);
        foreach (var family in own) WriteTime(row, family.PushedAt);
        foreach (var family in own) FamilyWriter.Write(family.Family, Form, row);
        var bytes = row.WrittenSpan.ToArray();
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), Checksum(bytes.AsSpan(HeaderLength)));
        return bytes;
    }

    /// <exception cref="FormatException">The row is torn or not of this version; the message says
    /// which.</exception>
    public static PushedGroup Decode(byte[] row)
    {
        if (row.Length < HeaderLength) throw new FormatException("the row is cut");
        if (row[0] != Version)
            throw new FormatException($"the row is of version {row[0]}, this is {Version}");
        var body = row.AsSpan(HeaderLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(row.AsSpan(1)) != Checksum(body))
            throw new FormatException("the checksum does not fit");
        var reader = new RowReader(row, HeaderLength);
        var key = reader.ReadLabels();
        var pushedAt = reader.ReadTime();
        var failedAt = reader.ReadTime();
        TimeSpan? timeToLive = reader.ReadInteger() is var ticks and not 0 ? TimeSpan.FromTicks(ticks) : null;
        var arrivedMs = reader.ReadInteger();
        var keys = new string[reader.ReadInteger()];
        for (var i = 0; i < keys.Length; i++) keys[i] = reader.ReadText();
        var times = new DateTimeOffset?[reader.ReadInteger()];
        for (var i = 0; i < times.Length; i++) times[i] = reader.ReadTime();
        var families = FamilyReader.Read(ExpositionFormat.Protobuf, reader.Rest, allowUtf8Names: true);
        return new PushedGroup(key, Families(key, families, times, pushedAt, failedAt), pushedAt, failedAt,
            timeToLive)
        {
            ArrivedMs = arrivedMs,
            AddedKeys = keys,
        };
    }

    private static SortedList<string, PushedFamily> Families(
        Labels key, IReadOnlyList<MetricFamily> families, DateTimeOffset?[] times, DateTimeOffset? pushedAt,
        DateTimeOffset? failedAt)
    {
        var now = pushedAt ?? failedAt ?? DateTimeOffset.UnixEpoch;
        var byName = new SortedList<string, PushedFamily>(families.Count + 2, StringComparer.Ordinal)
        {
            [PushTimes.Pushed] = PushTimes.PushedFamily(key, pushedAt, now, null),
            [PushTimes.Failed] = PushTimes.FailedFamily(key, failedAt, failedAt ?? now, null),
        };
        for (var i = 0; i < families.Count; i++)
        {
            var at = i < times.Length ? times[i] : null;
            byName[families[i].Name] = new PushedFamily(families[i], at ?? now);
        }

        return byName;
    }

    private static void WriteLabels(ArrayBufferWriter<byte> row, Labels labels)
    {
        WriteInteger(row, labels.Count);
        foreach (var label in labels)
        {
            WriteText(row, label.Name);
            WriteText(row, label.Value);
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> row, string text)
    {
        WriteInteger(row, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, row);
    }

    private static void WriteTime(ArrayBufferWriter<byte> row, DateTimeOffset? time) =>
        WriteInteger(row, time?.UtcTicks ?? 0);

    private static void WriteInteger(ArrayBufferWriter<byte> row, long value)
    {
        var rest = (ulong)value;
        var span = row.GetSpan(10);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7) span[length++] = (byte)(rest | 0x80);
        span[length++] = (byte)rest;
        row.Advance(length);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
