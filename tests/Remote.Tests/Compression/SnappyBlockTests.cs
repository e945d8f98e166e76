using IronSnappy;

namespace Hotaru.Remote.Tests.Compression;

public sealed class SnappyBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_another_implementation_encoded_reads_back(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var plain = new byte[random.Next(0, 70_000)];
            var period = random.Next(1, 40);
            for (var i = 0; i < plain.Length; i++)
                plain[i] = i >= period && random.Next(20) > 0 ? plain[i - period] : (byte)random.Next(256);
            Assert.Equal(plain, Decode(Snappy.Encode(plain)));
        }
    }

    [Fact]
    public void A_copy_that_reads_what_it_writes_repeats()
    {
        // Length 9; literal "ab"; copy of 7 bytes from 2 bytes back.
        byte[] block = [9, 0x04, (byte)'a', (byte)'b', 0x0D, 0x02];
        Assert.Equal("ababababa"u8.ToArray(), Decode(block));
    }

    [Fact]
    public void Whatever_is_cut_or_changed_ends_in_a_FormatException_or_bytes()
    {
        var random = new Random(7);
        var plain = new byte[2000];
        for (var i = 0; i < plain.Length; i++) plain[i] = (byte)(i % 37);
        var block = Snappy.Encode(plain).ToArray();
        for (var cut = 0; cut < block.Length; cut++)
            Assert.Throws<FormatException>(() => Decode(block.AsSpan(0, cut)));
        for (var round = 0; round < 2000; round++)
        {
            var changed = block.ToArray();
            changed[random.Next(2, changed.Length)] = (byte)random.Next(256);
            try
            {
                Decode(changed);
            }
            catch (FormatException)
            {
            }
        }
    }

    private static byte[] Decode(ReadOnlySpan<byte> block)
    {
        var plain = new byte[SnappyBlock.DecodedLength(block, out var elements)];
        SnappyBlock.Decode(elements, plain);
        return plain;
    }
}
