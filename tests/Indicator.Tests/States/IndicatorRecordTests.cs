namespace Hotaru.Indicator.Tests;

public sealed class IndicatorRecordTests
{
    [Fact]
    public void A_record_comes_back_as_it_was()
    {
        var record = new IndicatorRecord(
            IndicatorState.Acknowledged, new DateTimeOffset(2026, 11, 22, 20, 0, 1, TimeSpan.Zero),
            [1, ulong.MaxValue], ["rules.yml;a", "b"]);
        var back = IndicatorRecord.Parse(record.ToBytes());

        Assert.NotNull(back);
        Assert.Equal((record.State, record.Since), (back.State, back.Since));
        Assert.Equal(record.Seen, back.Seen);
        Assert.Equal(record.Sources, back.Sources);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"state":"violet","since":"2026-01-01T00:00:00Z","seen":[],"sources":[]}""")]
    [InlineData("""{"state":"ok","since":"yesterday","seen":[],"sources":[]}""")]
    [InlineData("""{"state":"ok","since":"2026-01-01T00:00:00Z","seen":["x"],"sources":[]}""")]
    public void Other_bytes_are_no_record(string text) =>
        Assert.Null(IndicatorRecord.Parse(System.Text.Encoding.UTF8.GetBytes(text)));
}
