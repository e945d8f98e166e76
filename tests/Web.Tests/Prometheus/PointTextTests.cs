using System.Text;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

public sealed class PointTextTests
{
    [Fact]
    public void Points_are_pairs_of_a_time_in_seconds_and_a_value_as_text()
    {
        using var points = new PointText();
        Sample[] samples =
            [new(1435781430781, 1), new(1435781445000, -0.5), new(-1500, double.NaN), new(7, 1e21)];
        Assert.Equal("""[[1435781430.781,"1"],[1435781445,"-0.5"],[-1.500,"NaN"],[0.007,"1e+21"]]""",
            Encoding.UTF8.GetString(points.Write(samples)));
        Assert.Equal("[]", Encoding.UTF8.GetString(points.Write([])));
    }

    [Fact]
    public void Values_have_the_form_of_the_writer_of_single_values()
    {
        var random = new Random(3);
        Span<byte> quick = stackalloc byte[GoFloat.MaxLength];
        Span<byte> plain = stackalloc byte[GoFloat.MaxLength];
        for (var i = 0; i < 100_000; i++)
        {
            var value = i % 2 == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64())
                : Math.Round(random.NextDouble() * Math.Pow(10, random.Next(-8, 20)), random.Next(0, 6));
            var length = PointText.WriteValue(value, quick);
            Assert.Equal(plain[..JsonStream.Format(value, plain)].ToArray(), quick[..length].ToArray());
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.001, "0.001")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.0005, "0.0005")]
    [InlineData(99.99, "99.99")]
    [InlineData(999999999999.999, "999999999999.999")]
    [InlineData(-999999999999.999, "-999999999999.999")]
    [InlineData(1e12, "1000000000000")]
    [InlineData(9007199254740993, "9007199254740992")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Values_at_the_edges_of_few_digits_are_written_as_Go_does(double value, string expected)
    {
        Span<byte> text = stackalloc byte[GoFloat.MaxLength];
        Assert.Equal(expected, Encoding.ASCII.GetString(text[..PointText.WriteValue(value, text)]));
        Assert.Equal(expected, GoFloat.Fixed(value));
    }

    [Fact]
    public void Points_that_repeat_times_and_values_are_as_those_that_do_not()
    {
        using var points = new PointText();
        Sample[] samples =
        [
            new(99_999_000, 1.5), new(100_000_000, 1.5), new(100_001_000, -0.0), new(100_001_500, 0),
            new(9_999_000, 0), new(10_000_000, double.NaN), new(10_060_000, double.NaN),
        ];
        Assert.Equal("""[[99999,"1.5"],[100000,"1.5"],[100001,"-0"],[100001.500,"0"],"""
            + """[9999,"0"],[10000,"NaN"],[10060,"NaN"]]""", Encoding.UTF8.GetString(points.Write(samples)));
        Assert.Equal("""[[10060,"NaN"]]""", Encoding.UTF8.GetString(points.Write(samples.AsSpan(6))));
    }

    [Fact]
    public void Many_points_outgrow_the_first_memory()
    {
        using var points = new PointText();
        var samples = Enumerable.Range(0, 11_000).Select(i => new Sample(i * 15_000L, i / 3.0)).ToArray();
        using var json = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetString(points.Write(samples)));
        Assert.Equal(11_000, json.RootElement.GetArrayLength());
    }
}
