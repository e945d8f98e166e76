using System.CommandLine;
using Hotaru.Appliance.CommandLine.JobRun;

namespace Hotaru.Appliance.CommandLine;

/// <summary>The verbs of the binary; without one it serves.</summary>
internal static class Verbs
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(
            "Hotaru: push gateway, scraper, rules, notifier and alert lamp in one process.")
        {
            ServeVerb.Create(),
            DemoVerb.Create(),
            JobRunVerb.Create(),
            LampVerb.Create(),
            CheckVerb.Create(),
            TestVerb.Create(),
            UpdateVerb.Create(),
            BackupVerb.Create(),
            RestoreVerb.Create(),
            QueryVerb.Create(),
        };
        var parsed = root.Parse(WithDefaultVerb(args));
        // Signals are the verbs' own business: the host has its shutdown, a wrapped command gets them passed
        // on.
        var invocation = new InvocationConfiguration { ProcessTerminationTimeout = null };
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"hotaru: {error.Message}");
        await Console.Error.WriteLineAsync("hotaru: see hotaru --help");
        return ExitCode.Usage;
    }

    /// <summary><c>hotaru --data /x</c> means <c>hotaru serve --data /x</c>.</summary>
    internal static string[] WithDefaultVerb(string[] args)
    {
        if (args.Length == 0) return ["serve"];
        var first = args[0];
        var isRootOption = first is "--help" or "-h" or "-?" or "/?" or "/h" or "--version";
        return first.StartsWith('-') && !isRootOption ? ["serve", .. args] : args;
    }
}
