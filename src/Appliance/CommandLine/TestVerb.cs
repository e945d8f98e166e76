using System.CommandLine;
using Hotaru.Appliance.Configuration.Rules;

namespace Hotaru.Appliance.CommandLine;

/// <summary><c>hotaru test FILE...</c>: rule unit tests in promtool's format.</summary>
internal static class TestVerb
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Rule unit-test files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("test", "Run rule unit tests in promtool's format.") { files };
        command.SetAction(async (parsed, cancellation) =>
            await UnitTestCommand.RunAsync(parsed.GetValue(files)!, Console.Out, cancellation)
                ? ExitCode.Done
                : ExitCode.Failed);
        return command;
    }
}
