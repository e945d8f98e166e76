using System.Runtime.InteropServices;

namespace Hotaru.Appliance.Memory;

/// <summary>
/// Ten seconds after the start, gives back the pages of the program's file that are mapped: most of them
/// were needed by the start only. They stay in the kernel's cache as long as it has room, and what is needed
/// again is mapped again from there.
/// </summary>
internal sealed partial class StartupPages(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    private const int DontNeed = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessPath is not { } path) return;
        try
        {
            await Task.Delay(Settled, time, stoppingToken);
            using var smaps = File.OpenText("/proc/self/smaps");
            foreach (var range in MappedCode.Clean(smaps, path))
                _ = Advise((nuint)range.Start, (nuint)range.Length, DontNeed);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // Stopping, or no /proc: the pages stay.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);
}
