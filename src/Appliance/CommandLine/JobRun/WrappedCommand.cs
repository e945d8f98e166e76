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

    public async Task<int> RunAsync()
    {
        using var child = Start(out var problem);
        if (child is null)
        {
            await Console.Error.WriteLineAsync($"hotaru: {command[0]}: {problem}");
            await reporter.EndAsync(NotFound);
            return NotFound;
        }

        var registrations = Passed.Select(p => PosixSignalRegistration.Create(p.Signal, context =>
        {
            context.Cancel = true;
            _ = Kill(child.Id, p.Number);
        })).ToList();
        using var over = new CancellationTokenSource();
        var reporting = reporter.ReportAsync(over.Token);
        await Task.WhenAll(
            PassOnAsync(child.StandardOutput.BaseStream, Console.OpenStandardOutput()),
            PassOnAsync(child.StandardError.BaseStream, Console.OpenStandardError()),
            child.WaitForExitAsync());
        await over.CancelAsync();
        await reporting;
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
            RedirectStandardOutput = true,
            RedirectStandardError = true,
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
