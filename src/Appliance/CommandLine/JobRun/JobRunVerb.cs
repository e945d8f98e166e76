using System.CommandLine;

namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// <c>hotaru job run NAME -- COMMAND</c>: runs the command and tells the appliance at $HOTARU_URL of its
/// start, of
/// its output every 15 s, and of its end. The command's output, signals and exit code are its own.
/// </summary>
internal static class JobRunVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "the job's name" };
        var command = new Argument<string[]>("COMMAND")
        {
            Description = "the command and its arguments, behind --",
            Arity = ArgumentArity.OneOrMore,
        };
        var run = new Command("run", "Run a command and report it as a run of a job.") { name, command };
        run.SetAction((parsed, _) => RunAsync(parsed.GetValue(name)!, parsed.GetValue(command)!));
        return new Command("job", "Work with jobs.") { run };
    }

    private static async Task<int> RunAsync(string name, string[] command)
    {
        using var client = new HttpClient { Timeout = JobReporter.Patience };
        using var reporter = new JobReporter(
            name, new PingSender(client, new Uri(ApplianceUrl.Of() + "/"), PingSpool.Default()),
                TimeProvider.System);
        return await new WrappedCommand(command, reporter).RunAsync();
    }
}
