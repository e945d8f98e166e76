namespace Hotaru.Conformance;

/// <summary>
/// The runner must notice what is wrong: each of these scripts has one eval that must not pass.
/// </summary>
public sealed class ScriptRunnerTests
{
    private const string Data = """
        load 1m
          up{job="a"} 1 2 3 4 5 6
          up{job="b"} 1 1 1 1 1 1
          h{} {{schema:0 count:3 sum:5 buckets:[1 2]}}x5


        """;

    [Theory]
    [InlineData("eval instant at 5m up\n  up{job=\"a\"} 7\n  up{job=\"b\"} 1", "expected 7")]
    [InlineData("eval instant at 5m up\n  up{job=\"a\"} 6", "unexpected metric")]
    [InlineData("eval instant at 5m up\n  up{job=\"a\"} 6\n  up{job=\"b\"} 1\n  up{job=\"c\"} 1",
        "not found")]
    [InlineData("eval instant at 5m sort_desc(up)\n  expect ordered\n  up{job=\"b\"} 1\n  up{job=\"a\"} 6",
        "position")]
    [InlineData("eval instant at 5m 1 + 1\n  3", "expected scalar 3")]
    [InlineData("eval instant at 5m \"foo\"\n  expect string \"bar\"", "expected string")]
    [InlineData("eval instant at 5m up\n  expect fail", "expected an error")]
    [InlineData("eval instant at 5m abs({__name__=~\"up|h\"}) / on() up", "unexpected error")]
    [InlineData("eval instant at 5m up / on() up\n  expect fail msg: something else", "expected fail")]
    [InlineData("eval instant at 5m rate(up[5m])\n  expect no_info\n  {job=\"a\"} 0.0166666\n  {job=\"b\"} 0",
        "info")]
    [InlineData("eval instant at 5m sum(up)\n  expect warn\n  {} 7", "was not found")]
    [InlineData("eval instant at 5m h\n  h {{schema:0 count:3 sum:5 buckets:[2 1]}}", "but got")]
    [InlineData("eval instant at 5m h\n  h {{schema:0 count:3 sum:5 counter_reset_hint:gauge buckets:[1 2]}}",
        "hinted")]
    [InlineData("eval range from 0 to 2m step 1m up{job=\"a\"}\n  up{job=\"a\"} 1 2 4", "but got")]
    [InlineData("eval range from 0 to 2m step 1m up{job=\"a\"}\n  up{job=\"a\"} 1 2", "floats")]
    [InlineData("eval range from 0 to 2m step 1m up{job=\"a\"}\n  up{job=\"a\"} 1 2 3 4", "cannot return")]
    public void An_expectation_that_is_not_met_is_a_failure(string eval, string reason)
    {
        var (evals, failures) = ScriptRunner.Run(Data + eval);
        Assert.Equal(1, evals);
        Assert.Contains(reason, Assert.Single(failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lod 5m\n  up 1", "invalid command")]
    [InlineData("load 5x\n  up 1", "invalid duration")]
    [InlineData("load 5m\n  up 1+1", "count")]
    [InlineData("load 5m\n  up{a=} 1", "expected string")]
    [InlineData("load 5m\n  up@st -1m\n  down 1", "does not match")]
    [InlineData("eval instant at 5m up +\n  up 1", "parse error")]
    [InlineData("eval instant at 5m up\n  expect warn\n  expect no_warn", "used together")]
    [InlineData("eval range from 5m to 1m step 1m up", "before start")]
    [InlineData("eval instant at 5m up\n  up 1 2 3", "multiple values")]
    public void A_script_that_is_wrong_is_refused_with_its_line(string script, string reason)
    {
        var fault = Assert.Throws<ScriptException>(() => ScriptParser.Parse(script));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("line ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_that_is_met_has_no_failures()
    {
        var (evals, failures) = ScriptRunner.Run(Data + """
            eval instant at 5m sum by (job) (up)
              expect no_warn
              expect no_info
              {job="a"} 6
              {job="b"} 1

            eval range from 0 to 2m step 1m up{job="a"} > 1
              up{job="a"} _ 2 3
            """);
        Assert.Equal(2, evals);
        Assert.Empty(failures);
    }
}
