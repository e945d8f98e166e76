namespace Hotaru.Notifier.Tests.Routing;

public sealed class MatcherSyntaxTests
{
    [Theory]
    [InlineData("foo=bar", "{foo=\"bar\"}")]
    [InlineData(" foo = \"bar\" ", "{foo=\"bar\"}")]
    [InlineData("foo!=bar,dings=~\"x|y\"", "{dings=~\"x|y\",foo!=\"bar\"}")]
    [InlineData("{foo=\"a,b\", dings!~\"c\", }", "{dings!~\"c\",foo=\"a,b\"}")]
    [InlineData("foo=", "{foo=\"\"}")]
    [InlineData("quote=\"She said: \\\"Hi, ladies!\\\"\"", "{quote=\"She said: \\\"Hi, ladies!\\\"\"}")]
    [InlineData("path=\"a\\b\\\\c\\n\"", "{path=\"a\\\\b\\\\c\\n\"}")]
    [InlineData("status=~\"5..\"", "{status=~\"5..\"}")]
    public void Classic_texts_are_read(string text, string shown) =>
        Assert.Equal(shown,
            new LabelMatchers(MatcherSyntax.ParseList(text, MatcherDialect.Classic)).ToString());

    [Theory]
    [InlineData("foo")]
    [InlineData("=bar")]
    [InlineData("a-b=c")]
    [InlineData("1a=c")]
    [InlineData("foo=\"bar")]
    [InlineData("foo=b\"ar")]
    [InlineData("foo=~\"(\"")]
    [InlineData("foo=\"a\"\"b\"")]
    public void Bad_classic_texts_are_refused(string text) =>
        Assert.Throws<FormatException>(() => MatcherSyntax.ParseList(text, MatcherDialect.Classic));

    [Theory]
    [InlineData("\"a-b\"=c", "{\"a-b\"=\"c\"}")]
    [InlineData("{ü=\"x\", \"Σ\"!=y}", "{\"ü\"=\"x\",\"Σ\"!=\"y\"}")]
    public void Utf8_names_are_read_in_the_new_syntax_only(string text, string shown)
    {
        Assert.Equal(shown, new LabelMatchers(MatcherSyntax.ParseList(text, MatcherDialect.Utf8)).ToString());
        Assert.Equal(shown,
            new LabelMatchers(MatcherSyntax.ParseList(text, MatcherDialect.Fallback)).ToString());
    }

    [Fact]
    public void Where_both_syntaxes_read_a_text_the_classic_meaning_stays()
    {
        const string text = "foo=\"\\u00fc\\x41\"";
        Assert.Equal("üA", MatcherSyntax.ParseOne(text, MatcherDialect.Utf8).Value);
        Assert.Equal("\\u00fc\\x41", MatcherSyntax.ParseOne(text, MatcherDialect.Fallback).Value);
    }

    [Theory]
    [InlineData("{foo=bar")]
    [InlineData("foo=bar}")]
    [InlineData("foo=bar baz")]
    [InlineData("foo=\"\\q\"")]
    public void Bad_utf8_texts_are_refused(string text) =>
        Assert.Throws<FormatException>(() => MatcherSyntax.ParseList(text, MatcherDialect.Utf8));
}
