using System.Diagnostics;
using System.Globalization;

namespace Hotaru.Updates;

/// <summary>hotaru.service by systemctl(1).</summary>
public sealed class SystemctlService(string unit = "hotaru.service") : IServiceControl
{
    public async Task RestartAsync(CancellationToken cancellation)
    {
        // A start limit that was hit would forbid it; where nothing failed this fails, and that is well.
        await RunAsync(["reset-failed", unit], cancellation).ConfigureAwait(false);
        var (code, said) = await RunAsync(["restart", "--no-block", unit], cancellation)
            .ConfigureAwait(false);
        if (code != 0) throw new IOException($"systemctl restart {unit}: {said.Trim()}");
    }

    public async Task<ServiceState> StateAsync(CancellationToken cancellation)
    {
        var (_, said) = await RunAsync(
            ["show", unit, "--property=MainPID,NRestarts,ActiveState,Result,CPUUsageNSec"], cancellation)
            .ConfigureAwait(false);
        return Parse(said);
    }

    internal static ServiceState Parse(string said)
    {
        var fields = said.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1].Trim(), StringComparer.Ordinal);
        return new ServiceState(
            Number(fields, "MainPID"), Number(fields, "NRestarts"),
            fields.GetValueOrDefault("ActiveState") == "failed", fields.GetValueOrDefault("Result", ""),
            Worked(fields.GetValueOrDefault("CPUUsageNSec")));
    }

    private static int Number(Dictionary<string, string> fields, string name) =>
        int.TryParse(fields.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>Where it is not counted, the field is "[not set]" or the greatest number there is.</summary>
    private static TimeSpan Worked(string? nanoseconds) =>
        long.TryParse(nanoseconds, CultureInfo.InvariantCulture, out var number)
            ? TimeSpan.FromTicks(number / TimeSpan.NanosecondsPerTick)
            : TimeSpan.Zero;

    private static async Task<(int Code, string Said)> RunAsync(
        string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("systemctl", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new IOException("systemctl does not start");
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var said = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        return (process.ExitCode, said + await errors.ConfigureAwait(false));
    }
}
