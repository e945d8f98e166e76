namespace Hotaru.Promql.Parsing;

/// <summary>Messages and places as Prometheus tells them.</summary>
public sealed class ParseErrorTests
{
    [Theory]
    [InlineData("", "unknown position: parse error: no expression found in input")]
    [InlineData("1 +", "1:4: parse error: unexpected end of input")]
    [InlineData("foo bar", "1:5: parse error: unexpected identifier \"bar\"")]
    [InlineData("sum(", "1:5: parse error: unclosed left parenthesis")]
    [InlineData("foo{", "1:5: parse error: unexpected end of input inside braces")]
    [InlineData("foo{a=1}", "1:7: parse error: unexpected character inside braces: '1'")]
    [InlineData("foo{a}",
        "1:6: parse error: unexpected \"}\" in label matching, expected label matching operator")]
    [InlineData("foo[5m", "1:7: parse error: unclosed left bracket")]
    [InlineData("foo[5mm]", "1:5: parse error: bad number or duration syntax: \"5mm\"")]
    [InlineData("foo[0m]", "1:5: parse error: duration must be greater than 0")]
    [InlineData("rate(foo)",
        "1:6: parse error: expected type range vector in call to function \"rate\", got instant vector")]
    [InlineData("nope(foo)", "1:1: parse error: unknown function with name \"nope\"")]
    [InlineData("sum by foo (bar)",
        "1:8: parse error: unexpected identifier \"foo\" in grouping opts, expected \"(\"")]
    [InlineData("1 > 2", "1:3: parse error: comparisons between scalars must use BOOL modifier")]
    [InlineData("foo + bool bar", "1:5: parse error: bool modifier can only be used on comparison operators")]
    [InlineData("foo and 1",
        "1:1: parse error: set operator \"and\" not allowed in binary scalar expression")]
    [InlineData("{a=~\".*\"}",
        "1:1: parse error: vector selector must contain at least one non-empty matcher")]
    [InlineData("foo{__name__=\"bar\"}",
        "1:1: parse error: metric name must not be set twice: \"foo\" or \"bar\"")]
    [InlineData("foo offset 5m offset 5m", "1:1: parse error: offset may not be set multiple times")]
    [InlineData("foo @ 1 @ 2", "1:1: parse error: @ <timestamp> may not be set multiple times")]
    [InlineData("(foo + bar)[5m]", "1:12: parse error: ranges only allowed for vector selectors")]
    [InlineData("foo\n+\n  bar)", "3:6: parse error: unexpected right parenthesis ')'")]
    [InlineData("sum(a, b)",
        "1:1: parse error: wrong number of arguments for aggregate expression provided, expected 1, got 2")]
    [InlineData("clamp(foo, 1)", "1:1: parse error: expected 3 argument(s) in call to \"clamp\", got 2")]
    [InlineData("limitk(1, foo)", "1:1: parse error: limitk() is experimental and must be enabled with "
        + "--enable-feature=promql-experimental-functions")]
    [InlineData("info(foo)", "1:1: parse error: function \"info\" is not enabled")]
    [InlineData("foo anchored", "1:1: parse error: anchored modifier is experimental and not enabled")]
    [InlineData("\"é\" + foo",
        "1:1: parse error: binary expression must contain only scalar and instant vector types")]
    [InlineData("foo{é=\"a\"}", "1:5: parse error: unexpected character inside braces: 'é'")]
    [InlineData("\"a\\q\"", "1:1: parse error: unknown escape sequence U+0071 'q'")]
    public void A_mistake_is_told_with_its_place(string text, string message)
    {
        var fault = Assert.Throws<PromqlParseException>(() => PromqlParser.Parse(text));
        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void Arithmetic_in_durations_can_be_switched_off()
    {
        var off = ParserOptions.Default with { DurationExpressions = false };
        var fault = Assert.Throws<PromqlParseException>(() => PromqlParser.Parse("foo[5m+1m]", off));
        Assert.StartsWith("1:5: parse error: experimental duration expression", fault.Message);
        Assert.NotNull(PromqlParser.Parse("foo[5m+1m]"));
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        var text = new string('(', 10_000) + "1" + new string(')', 10_000);
        Assert.Contains("nests deeper",
            Assert.Throws<PromqlParseException>(() => PromqlParser.Parse(text)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("up{job=\"a\"}", "up", true)]
    [InlineData("{__name__=~\"a|b\"} + c", "a,b,c", true)]
    [InlineData("rate(x_total[5m]) / sum(y)", "x_total,y", true)]
    [InlineData("{__name__=~\"a.*\"} + c", "c", false)]
    [InlineData("{job=\"a\"}", "", false)]
    [InlineData("time()", "", true)]
    public void The_metrics_that_an_expression_reads_are_known(string text, string names, bool complete)
    {
        var found = PromqlParser.Parse(text).MetricNames(out var isComplete);
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries),
            found.Order(StringComparer.Ordinal));
        Assert.Equal(complete, isComplete);
    }
}
