using System.Text;
using Hotaru.Storage.Chunks;
using Xunit;

namespace Hotaru.Storage.Tests.Chunks;

public class PackedRowTests
{
    /// <summary>
    /// 700 times "a", as it was packed once: other packers may pack otherwise, all unpack this.
    /// </summary>
    private const string Pinned = "02BC054B4C1C05A360680200AD7F9101";

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void WhatWasPacked_ComesBack(int length)
    {
        var row = Seal(Text(length));

        Assert.Equal(Text(length), PackedRow.Open(row).Rest);
        if (length >= 512) Assert.True(row.Length < length / 2, $"{row.Length} bytes");
    }

    [Fact]
    public void WhatDoesNotGetShorter_StaysAsItIs()
    {
        var noise = new byte[2000];
        new Random(1).NextBytes(noise);

        var row = Seal(noise);

        Assert.Equal(PackedRow.Plain, row[0]);
        Assert.Equal(noise, PackedRow.Open(row).Rest);
    }

    [Fact]
    public void PinnedRow_IsUnpacked() => Assert.Equal(
        Enumerable.Repeat((byte)'a', 700), PackedRow.Open(Convert.FromHexString(Pinned)).Rest.ToArray());

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        var row = Seal(Text(3000));
        for (var length = 0; length < row.Length; length++)
            Assert.Throws<CorruptDataException>(() => PackedRow.Open(row.AsSpan(0, length)).Byte());
    }

    [Theory]
    [InlineData(2999)]
    [InlineData(3001)]
    [InlineData(100_000_000)]
    public void AWrongLength_IsRefused(int length)
    {
        var row = Seal(Text(3000));
        var bent = new ByteWriter();
        bent.Byte(PackedRow.Deflated);
        bent.Unsigned((ulong)length);
        bent.Bytes(row.AsSpan(3, row.Length - 3 - Checksum.Size));

        var stored = Checksum.Seal(bent);

        Assert.Throws<CorruptDataException>(() => PackedRow.Open(stored).Byte());
    }

    private static byte[] Text(int length) => Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, length / 4 + 1).Select(i => $"{i % 1000:D3} "))[..length]);

    private static byte[] Seal(byte[] content)
    {
        var writer = new ByteWriter();
        writer.Bytes(content);
        return PackedRow.Seal(writer);
    }
}
