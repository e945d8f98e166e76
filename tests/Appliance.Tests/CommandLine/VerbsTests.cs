using Hotaru.Appliance.CommandLine;

namespace Hotaru.Appliance.Tests.CommandLine;

public sealed class VerbsTests
{
    [Theory]
    [InlineData("", "serve")]
    [InlineData("--data /x", "serve --data /x")]
    [InlineData("--help", "--help")]
    [InlineData("--version", "--version")]
    [InlineData("demo --listen.node off", "demo --listen.node off")]
    public void Serve_is_the_verb_where_none_is_given(string given, string expected) =>
        Assert.Equal(expected,
            string.Join(' ', Verbs.WithDefaultVerb(given.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Theory]
    [InlineData("serve", "--no-such-option")]
    [InlineData("dance")]
    public async Task A_wrong_command_line_ends_with_2(params string[] args) =>
        Assert.Equal(ExitCode.Usage, await Verbs.RunAsync(args));
}
