using System.Text;
using System.Text.Json;

namespace Hotaru.Promql.Printing;

public sealed class PrintingTests
{
    [Theory]
    [InlineData("sum(foo)by(b,a)", "sum by (b, a) (foo)")]
    [InlineData("sum without()(foo)", "sum without () (foo)")]
    [InlineData("topk(5,foo)", "topk(5, foo)")]
    [InlineData("a+on(x)group_left b", "a + on (x) group_left () b")]
    [InlineData("a>bool ignoring(x)b", "a > bool ignoring (x) b")]
    [InlineData("foo{b=\"2\",a=~\"1\"}", "foo{a=~\"1\",b=\"2\"}")]
    [InlineData("{\"a name\",\"a label\"='x'}", "{\"a label\"=\"x\",__name__=\"a name\"}")]
    [InlineData("foo offset -90m", "foo offset -1h30m")]
    [InlineData("foo[5m] @ 1.5 offset 1w", "foo[5m] @ 1.500 offset 1w")]
    [InlineData("foo[1h:] @ start()", "foo[1h:] @ start()")]
    [InlineData("-foo^2", "-foo ^ 2")]
    [InlineData("1e3", "1000")]
    [InlineData("0x1F", "31")]
    [InlineData("1m30s", "1m30s")]
    [InlineData("foo[(5m+1m)*2]", "foo[(5m + 1m) * 2]")]
    [InlineData("foo offset -step()", "foo offset -step()")]
    [InlineData("a + fill_left(1) b", "a + fill_left (1) b")]
    public void The_normal_form_is_that_of_Prometheus(string text, string printed) =>
        Assert.Equal(printed, PromqlParser.Parse(text, ParserOptions.Everything).ToString());

    [Fact]
    public void Long_expressions_are_broken_over_lines()
    {
        const string Text =
            "sum by (instance, mode) (rate(node_cpu_seconds_total{mode=\"idle\",job=\"node\"}[5m])) / "
            + "on (instance) group_left () count by (instance) (node_cpu_seconds_total{mode=\"idle\"})";
        const string Expected = """
              sum by (instance, mode) (rate(node_cpu_seconds_total{job="node",mode="idle"}[5m]))
            / on (instance) group_left ()
              count by (instance) (node_cpu_seconds_total{mode="idle"})
            """;
        Assert.Equal(Expected, PromqlParser.Parse(Text).ToPrettyString());
    }

    [Fact]
    public void The_syntax_tree_is_written_as_JSON()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            SyntaxTreeWriter.Write(json,
                PromqlParser.Parse("sum by (a) (rate(foo{b!=\"c\"}[5m] offset 1m))"));
        using var tree = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        var root = tree.RootElement;
        Assert.Equal("aggregation", root.GetProperty("type").GetString());
        var matrix = root.GetProperty("expr").GetProperty("args")[0];
        Assert.Equal(300_000, matrix.GetProperty("range").GetInt64());
        Assert.Equal(60_000, matrix.GetProperty("offset").GetInt64());
        Assert.Equal("!=", matrix.GetProperty("matchers")[0].GetProperty("type").GetString());
    }
}
