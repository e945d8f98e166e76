using System.Buffers.Binary;

namespace Hotaru.Model;

/// <summary>
/// 128 bits that stand for the bytes a series was written with. Seeded for each run, so that nobody outside
/// can aim at a collision; by chance two of a million series collide once in 10^26 runs.
/// </summary>
public readonly record struct ByteKey(ulong Low, ulong High)
{
    private static readonly ulong SeedLow = (ulong)Random.Shared.NextInt64() | 1;
    private static readonly ulong SeedHigh = (ulong)Random.Shared.NextInt64() | 1;

    public static ByteKey Of(ReadOnlySpan<byte> encoded)
    {
        ulong low = SeedLow ^ (ulong)encoded.Length, high = SeedHigh;
        while (encoded.Length >= 8)
        {
            Mix(BinaryPrimitives.ReadUInt64LittleEndian(encoded), ref low, ref high);
            encoded = encoded[8..];
        }

        ulong tail = 0;
        for (var i = 0; i < encoded.Length; i++) tail |= (ulong)encoded[i] << (8 * i);
        Mix(tail, ref low, ref high);
        Mix(SeedHigh, ref low, ref high);
        return new ByteKey(low, high);
    }

    public override int GetHashCode() => (int)Low;

    private static void Mix(ulong word, ref ulong low, ref ulong high)
    {
        // Multiply and fold, twice with different constants: every input bit reaches both halves.
        var top = Math.BigMul(low ^ word, 0x9E3779B97F4A7C15, out var bottom);
        low = top ^ bottom;
        top = Math.BigMul(high ^ word, 0xC2B2AE3D27D4EB4F, out bottom);
        high = top ^ bottom ^ (low >> 1);
    }
}
