using Xunit;

namespace Hotaru.Templating.Tests.Formatting;

public sealed class GoFormatTests
{
    [Theory]
    [InlineData("%d|%5d|%-5d|%05d|%+d|% d", 42L, "42|   42|42   |00042|+42| 42")]
    [InlineData("%x|%X|%#x|%o|%b|%c|%q|%U", 65L, "41|41|0x41|101|1000001|A|'A'|U+0041")]
    [InlineData("%v|%f|%.2f|%e|%g|%.3g|%8.1f|%-8.1f|", 1234.5678,
        "1234.5678|1234.567800|1234.57|1.234568e+03|1234.5678|1.23e+03|  1234.6|1234.6  |")]
    [InlineData("%v %v", 1e6, "1e+06 %!v(MISSING)")]
    [InlineData("%.0f %.0f %.1f", 2.5, "2 2 2.5")]
    [InlineData("%.2f", 0.125, "0.12")]
    [InlineData("%5.1f%%", 99.95, "100.0%")]
    [InlineData("%06.2f", -3.14159, "-03.14")]
    [InlineData("%v", 1e21, "1e+21")]
    [InlineData("%v", 123456.0, "123456")]
    [InlineData("%v", 1234567.0, "1.234567e+06")]
    [InlineData("%v", 0.0001, "0.0001")]
    [InlineData("%v", 0.00001, "1e-05")]
    [InlineData("%.3e", 0.0, "0.000e+00")]
    [InlineData("%v", double.NaN, "NaN")]
    [InlineData("%v", double.PositiveInfinity, "+Inf")]
    [InlineData("%6.2f", double.NegativeInfinity, "  -Inf")]
    [InlineData("%d", 3.0, "%!d(float64=3)")]
    [InlineData("%s", 3L, "%!s(int=3)")]
    [InlineData("%s|%q|%5s|%-5s|%.2s|%x", "abc", "abc|\"abc\"|  abc|abc  |ab|616263")]
    [InlineData("%d", "hi", "%!d(string=hi)")]
    [InlineData("%t", true, "true")]
    [InlineData("%T", 1.5, "float64")]
    [InlineData("%!", 1L, "%!!(int=1)")]
    [InlineData("%", 1L, "%!(NOVERB)%!(EXTRA int=1)")]
    [InlineData("none", 1L, "none%!(EXTRA int=1)")]
    [InlineData("%[1]d %[1]v", 7L, "7 7")]
    [InlineData("%[5]d", 7L, "%!d(BADINDEX)")]
    public void One_value_in_many_directives(string format, object value, string expected)
    {
        var argument = value switch
        {
            long whole => TemplateValue.Of(whole),
            double number => TemplateValue.Of(number),
            bool flag => TemplateValue.Of(flag),
            _ => TemplateValue.Of((string)value),
        };
        var directives = format.Replace("%%", "", StringComparison.Ordinal).Count(c => c == '%');
        var repeated = expected.Contains("MISSING", StringComparison.Ordinal) || format.Contains('[')
            ? 1 : Math.Max(1, directives);
        Assert.Equal(expected, GoPrinter.Format(format, [.. Enumerable.Repeat(argument, repeated)]));
    }

    [Fact]
    public void Lists_and_maps_take_the_directive_inside()
    {
        var list = TemplateValue.ListOf(["a", "b"]);
        var map = TemplateValue.MapOf([new KeyValuePair<string, string>("k", "v")]);
        Assert.Equal(
            """["a" "b"] map["k":"v"] []string{"a", "b"}""",
            GoPrinter.Format("%q %q %#v", [list, map, list]));
    }

    [Fact]
    public void A_record_prints_its_members_with_names_on_plus()
    {
        var record = new RecordValue([new("Name", TemplateValue.Of("x")), new("N", TemplateValue.Of(1))]);
        Assert.Equal("{x 1} {Name:x N:1}", GoPrinter.Format("%v %+v", [record, record]));
    }

    [Fact]
    public void A_star_takes_the_width_from_the_arguments() =>
        Assert.Equal("  ab|1.50", GoPrinter.Format("%*s|%.*f",
            [TemplateValue.Of(4), TemplateValue.Of("ab"), TemplateValue.Of(2), TemplateValue.Of(1.5)]));
}
