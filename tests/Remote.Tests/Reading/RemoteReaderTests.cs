using Hotaru.Model;
using Hotaru.Remote.Tests.Receiving;
using Hotaru.Testing;
using IronSnappy;

namespace Hotaru.Remote.Tests.Reading;

public sealed class RemoteReaderTests
{
    private readonly MemorySeries _series = new();

    [Fact]
    public void Series_that_match_come_with_their_samples_and_external_labels()
    {
        _series.Add(Labels.Of("__name__", "up", "job", "a"), 1000, 1);
        _series.Add(Labels.Of("__name__", "up", "job", "a"), 2000, 0);
        _series.Add(Labels.Of("__name__", "up", "job", "b"), 1000, 1);
        var request = new ProtoBytes().Message(1, q => q.Varint(1, 0).Varint(2, 1500)
            .Message(3, m => m.Text(2, "__name__").Text(3, "up"))
            .Message(3, m => m.Varint(1, 2).Text(2, "job").Text(3, "a|x"))
            .Message(3, m => m.Text(2, "site").Text(3, "home")));
        var expected = new ProtoBytes().Message(1, r => r.Message(1, s => s
            .Message(1, l => l.Text(1, "__name__").Text(2, "up"))
            .Message(1, l => l.Text(1, "job").Text(2, "a"))
            .Message(1, l => l.Text(1, "site").Text(2, "home"))
            .Message(2, v => v.Double(1, 1).Varint(2, 1000)))).ToArray();
        Assert.Equal(
            expected, Snappy.Decode(Reader().Read(Snappy.Encode(request.ToArray()), default)).ToArray());
    }

    [Fact]
    public void Rubbish_and_regular_expressions_that_are_none_are_refused()
    {
        var request =
            new ProtoBytes().Message(1, q => q.Message(3, m => m.Varint(1, 2).Text(2, "job").Text(3, "(")));
        Assert.Throws<FormatException>(() => Reader().Read(Snappy.Encode(request.ToArray()), default));
        Assert.Throws<FormatException>(() => Reader().Read([0xFF], default));
        Assert.Throws<FormatException>(() => Reader().Read(Snappy.Encode(new byte[2 << 20]), default));
    }

    private RemoteReader Reader() => new(_series, () => Labels.Of("site", "home"));
}
