using System.Text.Json;
using Hotaru.Appliance.CommandLine;

namespace Hotaru.Appliance.Tests.CommandLine;

public sealed class QueryVerbTests
{
    [Theory]
    [InlineData("""
        {"resultType":"vector","result":[
        {"metric":{"__name__":"up","job":"a \"b\"","instance":"x"},"value":[1700000000.5,"1"]},
        {"metric":{"__name__":"up"},"value":[1700000000.5,"NaN"]},
        {"metric":{},"value":[1700000000.5,"+Inf"]}]}
        """, """
        up{job="a \"b\"", instance="x"} => 1 @[1700000000.5]
        up => NaN @[1700000000.5]
        {} => +Inf @[1700000000.5]
        """)]
    [InlineData("""
        {"resultType":"matrix","result":[{"metric":{"job":"a"},"values":[[1700000000,"1"],[1700000015,"2"]]}]}
        """, """
        {job="a"} =>
        1 @[1700000000]
        2 @[1700000015]
        """)]
    [InlineData("""{"resultType":"scalar","result":[1700000000,"42"]}""", "scalar: 42 @[1700000000]")]
    [InlineData("""{"resultType":"string","result":[1700000000,"text"]}""", "string: text @[1700000000]")]
    [InlineData("""
        {"resultType":"vector","result":[{"metric":{"__name__":"h"},"histogram":[1,{"count":"2","sum":"3"}]}]}
        """, """h => {"count":"2","sum":"3"} @[1]""")]
    public void Answers_are_printed_a_line_a_sample(string data, string expected)
    {
        using var document = JsonDocument.Parse(data);
        Assert.Equal(expected.ReplaceLineEndings("\n"),
            string.Join('\n', QueryAnswer.Lines(document.RootElement)));
    }

    [Fact]
    public void What_was_wrong_and_what_was_noticed_is_told()
    {
        using var document = JsonDocument.Parse(
            """{"status":"error","errorType":"bad_data","error":"1:3: no","warnings":["w"],"infos":["i"]}""");
        Assert.Equal(
            ["hotaru: bad_data: 1:3: no", "warning: w", "info: i"], QueryAnswer.Notes(document.RootElement));
    }

    [Fact]
    public async Task An_appliance_that_is_not_there_ends_with_1() => Assert.Equal(
        ExitCode.Failed, await Verbs.RunAsync(["query", "up", "--url", "http://127.0.0.1:1"]));
}
