using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.CommandLine.JobRun;

/// <summary>One of the wrappers, as a command line in front of the command.</summary>
internal static class Wrapper
{
    /// <summary>Waits for a monitor that does not answer, with room for a busy machine.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(20);

    public static readonly string Script =
        Path.Combine(RepositoryRoot.Path, "src", "Web", "Jobs", "job.sh");

    /// <param name="kind">hotaru, or the shell that runs job.sh: dash, bash, busybox.</param>
    public static string? Missing(string kind) => kind == "hotaru" ? null : Needs.Missing(kind, "curl");

    public static Process Start(string kind, string url, string state, params string[] command)
    {
        string[] line = kind switch
        {
            "hotaru" => [.. ApplianceProcess.Binary(), "job", "run", "nightly", "--", .. command],
            "busybox" => ["busybox", "sh", Script, "nightly", "--", .. command],
            _ => [kind, Script, "nightly", "--", .. command],
        };
        // Where the tests themselves were started with signals ignored, a shell could not trap them.
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOTARU_URL"] = url, ["XDG_STATE_HOME"] = state, ["HOTARU_INTERVAL"] = "1" },
        };
        start.ArgumentList.Add("--default-signal=TERM,INT,HUP");
        foreach (var argument in line) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string kind, string url, string state, string script)
    {
        using var process = Start(kind, url, state, "sh", "-c", script);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }
}
