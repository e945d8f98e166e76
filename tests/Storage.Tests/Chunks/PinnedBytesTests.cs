using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Tests.Chunks;

/// <summary>The bytes of format 1. A change here is a change of the format and needs a new version.</summary>
public sealed class PinnedBytesTests
{
    [Fact]
    public void Integers_EachMode()
    {
        Assert.Equal("", Integers());
        Assert.Equal("000A00", Integers(5));
        Assert.Equal("000A00", Integers(5, 5, 5, 5));
        Assert.Equal("21000F02", Integers(0, 15, 30, 45));
        Assert.Equal("080000002E", Integers(0, 0, 3, 1));
    }

    [Fact]
    public void Values_EachKind()
    {
        Assert.Equal("00000A00", Values(5, 5));
        Assert.Equal("04000A00", Values(0.5, 0.5));
    }

    private static string Integers(params long[] values)
    {
        var writer = new ByteWriter();
        IntegerColumn.Write(writer, values);
        return Convert.ToHexString(writer.Written);
    }

    private static string Values(params double[] values)
    {
        var writer = new ByteWriter();
        ValueColumn.Write(writer, values);
        return Convert.ToHexString(writer.Written);
    }
}
