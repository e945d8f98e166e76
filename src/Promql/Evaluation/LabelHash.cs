using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// The hash of a label set that limit_ratio samples by: xxHash64 over names and values, each with its length
/// before it. The same as in Prometheus, so that both choose the same series.
/// </summary>
internal static class LabelHash
{
    private const ulong P1 = 11400714785074694791, P2 = 14029467366897019727, P3 = 1609587929392839161;
    private const ulong P4 = 9650029242287828579, P5 = 2870177450012600261;

    public static ulong Of(Labels labels)
    {
        var bytes = new List<byte>(256);
        foreach (var label in labels.Span)
        {
            Append(bytes, label.Name);
            Append(bytes, label.Value);
        }

        return Hash([.. bytes]);
    }

    private static void Append(List<byte> bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (utf8.Length < 255) bytes.Add((byte)utf8.Length);
        else bytes.AddRange([255, (byte)utf8.Length, (byte)(utf8.Length >> 8), (byte)(utf8.Length >> 16)]);
        bytes.AddRange(utf8);
    }

    internal static ulong Hash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var length = (ulong)data.Length;
            var hash = P5;
            if (data.Length >= 32)
            {
                ulong a = P1 + P2, b = P2, c = 0, d = 0 - P1;
                for (; data.Length >= 32; data = data[32..])
                {
                    a = Round(a, Word(data));
                    b = Round(b, Word(data[8..]));
                    c = Round(c, Word(data[16..]));
                    d = Round(d, Word(data[24..]));
                }

                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7)
                    + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
                foreach (var lane in (ReadOnlySpan<ulong>)[a, b, c, d])
                    hash = (hash ^ Round(0, lane)) * P1 + P4;
            }

            return Finish(hash + length, data);
        }
    }

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, Word(rest)), 27) * P1 + P4;
            if (rest.Length >= 4)
            {
                hash = BitOperations.RotateLeft(
                    hash ^ BinaryPrimitives.ReadUInt32LittleEndian(rest) * P1, 23) * P2 + P3;
                rest = rest[4..];
            }

            foreach (var value in rest) hash = BitOperations.RotateLeft(hash ^ value * P5, 11) * P1;
            hash = (hash ^ (hash >> 33)) * P2;
            hash = (hash ^ (hash >> 29)) * P3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Round(ulong lane, ulong word) =>
        unchecked(BitOperations.RotateLeft(lane + word * P2, 31) * P1);

    private static ulong Word(ReadOnlySpan<byte> data) => BinaryPrimitives.ReadUInt64LittleEndian(data);
}
