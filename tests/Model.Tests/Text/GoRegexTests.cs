namespace Hotaru.Model.Text;

public sealed class GoRegexTests
{
    [Theory]
    [InlineData("a|b", "a", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData("", "", true)]
    [InlineData(".+", "", false)]
    [InlineData(".*", "", true)]
    [InlineData("node_.*", "node_load1", true)]
    [InlineData("node_.*", "anode_load1", false)]
    [InlineData("lo|veth.*", "veth12", true)]
    [InlineData("lo|veth.*", "eth0", false)]
    [InlineData(".*_bytes.+", "x_bytes", false)]
    [InlineData(".*_bytes.+", "x_bytes_total", true)]
    [InlineData("a.+a", "aa", false)]
    [InlineData("a.*b.*c", "a-b-b-c", true)]
    [InlineData("host-0[0-4].*", "host-03:9100", true)]
    [InlineData("a.c", "a\nc", true)]
    [InlineData("a.c", "a😀c", true)]
    [InlineData("a..c", "a😀c", false)]
    [InlineData("(?i)AbC", "aBc", true)]
    [InlineData("\\d+", "١", false)]
    [InlineData("[[:alpha:]]+", "abC", true)]
    [InlineData("[[:^digit:]]", "7", false)]
    [InlineData("[\\W]", "_", false)]
    [InlineData("\\Qa.b\\E", "a.b", true)]
    [InlineData("\\x{1F600}", "😀", true)]
    [InlineData("\\101", "A", true)]
    [InlineData("a$", "a", true)]
    [InlineData("\\p{Lu}\\pN", "A1", true)]
    [InlineData("(?s:a.b)", "a\nb", true)]
    public void Anchored_expressions_match_as_in_RE2(string pattern, string text, bool matches) =>
        Assert.Equal(matches, GoRegex.Anchored(pattern).IsMatch(text));

    [Theory]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a\\")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(?!a)b")]
    [InlineData("(?<=a)b")]
    [InlineData("(?>a)")]
    [InlineData("(?(a)b|c)")]
    [InlineData("(a)\\1")]
    [InlineData("(?x)a")]
    [InlineData("\\y")]
    [InlineData("a{1001}")]
    [InlineData("[[:nothing:]]")]
    [InlineData("\\x{110000}")]
    public void What_RE2_does_not_have_is_refused(string pattern) =>
        Assert.Throws<FormatException>(() => GoRegex.Anchored(pattern));

    [Theory]
    [InlineData("(.*)-(.*)", "a-b", "$2/$1", "b/a")]
    [InlineData("(?P<first>\\w+) .*", "one two", "${first}!", "one!")]
    [InlineData("(.*)", "x", "$1x", "")]
    [InlineData("(.*)", "x", "${1}x", "xx")]
    [InlineData("(.*)", "x", "$$1", "$1")]
    [InlineData("(.*)", "x", "$9", "")]
    public void Templates_expand_as_in_Go(string pattern, string text, string template, string expected) =>
        Assert.Equal(expected, GoRegex.Expand(template, GoRegex.Anchored(pattern).Match(text)!));

    [Fact]
    public void Without_an_anchor_a_dollar_is_the_end_of_the_text_only()
    {
        Assert.NotNull(GoRegex.Unanchored("b$").Match("ab"));
        Assert.Null(GoRegex.Unanchored("b$").Match("b\n"));
        Assert.NotNull(GoRegex.Unanchored("(?m)b$").Match("b\nc"));
    }

    [Fact]
    public void An_expression_that_would_backtrack_for_ever_takes_linear_time() =>
        Assert.False(GoRegex.Anchored("(a+)+b").IsMatch(new string('a', 5000)));

    [Fact]
    public void Literal_alternatives_and_prefixes_are_told()
    {
        Assert.Equal(["a", "b"], GoRegex.Anchored("a|b").Alternatives);
        Assert.Null(GoRegex.Anchored("a.*").Alternatives);
        Assert.Equal("node_", GoRegex.Anchored("node_.*").Prefix);
        Assert.Equal("nod", GoRegex.Anchored("node?").Prefix);
        Assert.Equal("", GoRegex.Anchored("a.*|b.*").Prefix);
    }

    [Fact]
    public void Escaped_text_matches_itself()
    {
        const string Text = "a.b*c[d](e)|f\\g^$+?{1}";
        Assert.True(GoRegex.Anchored(GoRegex.Escape(Text)).IsMatch(Text));
    }
}
