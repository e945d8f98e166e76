using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Conformance.Alertmanager;

/// <summary>
/// Plays the same alerts, silences and configurations to Debian's Alertmanager and to Hotaru and compares
/// what they send and answer; amtool is among the clients.
/// </summary>
public sealed class AlertDiffTests
{
    [FactWith("python3", "/usr/bin/prometheus-alertmanager", "/usr/bin/amtool")]
    public async Task Hotaru_does_what_Alertmanager_does()
    {
        using var directory = new TempDirectory();
        var serve = string.Join(' ', ApplianceProcess.Binary().Append("serve"))
            + " --data {data} --alertmanager {config} --listen.alertmanager 127.0.0.1:{port}"
            + " --listen.prometheus off --listen.pushgateway off --listen.node off";
        var start = new ProcessStartInfo("python3")
        {
            WorkingDirectory = directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in new[]
        {
            Path.Combine(RepositoryRoot.Path, "tests", "Conformance", "push", "alert-diff"),
            "--candidate-start", serve,
            "--jobs", "4", "--start-seconds", "60", "--show", "40",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains(" 0 failed", output, StringComparison.Ordinal);
    }
}
