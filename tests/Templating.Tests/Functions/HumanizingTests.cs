using Xunit;

namespace Hotaru.Templating.Tests.Functions;

public sealed class HumanizingTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1.235M")]
    [InlineData(0.0123, "12.3m")]
    [InlineData(-1500, "-1.5k")]
    [InlineData(999.9, "999.9")]
    [InlineData(1e27, "1000Y")]
    [InlineData(double.NaN, "NaN")]
    public void Decimal_prefixes(double value, string expected) =>
        Assert.Equal(expected, Humanizing.Decimal(value));

    [Theory]
    [InlineData(1048576, "1Mi")]
    [InlineData(1500, "1.465ki")]
    [InlineData(0.5, "0.5")]
    public void Binary_prefixes(double value, string expected) =>
        Assert.Equal(expected, Humanizing.Powers1024(value));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(0.1, "100ms")]
    [InlineData(59.5, "59.5s")]
    [InlineData(60, "1m 0s")]
    [InlineData(3661, "1h 1m 1s")]
    [InlineData(90061, "1d 1h 1m 1s")]
    [InlineData(-61, "-1m 1s")]
    public void Durations(double seconds, string expected) =>
        Assert.Equal(expected, Humanizing.Duration(seconds));

    [Theory]
    [InlineData("hello wORLD", "Hello WORLD")]
    [InlineData("foo-bar it's a.b x_y 1st", "Foo-Bar It's A.b X_y 1St")]
    public void Titles(string text, string expected) => Assert.Equal(expected, GoStrings.Title(text));

    [Fact]
    public void Percentages() => Assert.Equal("12.35%", Humanizing.Percentage(0.12345));
}
