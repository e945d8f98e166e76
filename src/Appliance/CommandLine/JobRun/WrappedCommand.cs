using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// The command as a child: output is passed on as it comes, signals too, the exit code is its own.
/// </summary>
internal sealed partial class WrappedCommand(string[] command, JobReporter reporter)
{
    /// <summary>What a shell says of a command that is not there, and of one that cannot be run.</summary>
    private const int NotFound = 127;

    /// <summary>
    /// Signals that the child gets too; the numbers are Linux's, the same on all of its machines.
    /// </summary>
    private static readonly (PosixSignal Signal, int Number)[] Passed =
    [
        (PosixSignal.SIGTERM, 15), (PosixSignal.SIGINT, 2), (PosixSignal.SIGHUP, 1), (PosixSignal.SIGQUIT, 3),
    ];

    /// <summary>How long after the command's end its output may still come.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>With HOTARU_OUTPUT=off the output goes where it goes, and nothing of it is told.</summary>
    private readonly bool _isHeard = Environment.GetEnvironmentVariable("HOTARU_OUTPUT") != "off";

    public async Task<int> RunAsync()
    {
        using var child = Start(out var problem);
        if (child is null)
        {
            await Console.Error.WriteLineAsync($"hotaru: {command[0]}: {problem}");
            await reporter.EndAsync(NotFound);
            return NotFound;
        }

        var isAtTerminal = !Console.IsInputRedirected;
        var registrations = Passed.Select(p => PosixSignalRegistration.Create(p.Signal, context =>
        {
            context.Cancel = true;
            // At a terminal these two come to the command by themselves, as to all in the foreground.
            if (isAtTerminal && p.Signal is (PosixSignal.SIGINT or PosixSignal.SIGQUIT)) return;
            _ = Kill(child.Id, p.Number);
        })).ToList();
        reporter.Begin();
        var passing = _isHeard
            ? Task.WhenAll(
                PassOnAsync(child.StandardOutput.BaseStream, Console.OpenStandardOutput()),
                PassOnAsync(child.StandardError.BaseStream, Console.OpenStandardError()))
            : Task.CompletedTask;
        await ExitedAsync(child);
        // What the command left running may hold its output for ever.
        await passing.WaitAsync(LastWords, TimeProvider.System)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // A child ended by a signal has an exit code of 128 and the signal's number, as a shell tells it.
        await reporter.EndAsync(child.ExitCode);
        foreach (var registration in registrations) registration.Dispose();
        return child.ExitCode;
    }

    private Process? Start(out string problem)
    {
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = _isHeard,
            RedirectStandardError = _isHeard,
        };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        try
        {
            problem = "";
            return Process.Start(start);
        }
        catch (Win32Exception e)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>WaitForExitAsync would also wait for the end of the output.</summary>
    private static Task ExitedAsync(Process child)
    {
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        child.EnableRaisingEvents = true;
        child.Exited += (_, _) => exited.TrySetResult();
        if (child.HasExited) exited.TrySetResult();
        return exited.Task;
    }

    private async Task PassOnAsync(Stream from, Stream to)
    {
        var buffer = new byte[8192];
        var broken = false;
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            reporter.Heard(buffer.AsSpan(0, read));
            if (broken) continue;
            try
            {
                await to.WriteAsync(buffer.AsMemory(0, read));
                await to.FlushAsync();
            }
            catch (IOException)
            {
                // Whoever read our output has gone; the job goes on.
                broken = true;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
