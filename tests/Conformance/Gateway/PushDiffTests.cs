using System.Diagnostics;
using Hotaru.Testing;
using Xunit.Abstractions;

namespace Hotaru.Conformance.Gateway;

/// <summary>
/// The same requests to Hotaru and to Debian's prometheus-pushgateway; every difference is a failure.
/// </summary>
public sealed class PushDiffTests(ITestOutputHelper output)
{
    private const string Peer = "/usr/bin/prometheus-pushgateway";

    [FactWith(Peer, "python3")]
    public async Task Hotaru_answers_as_the_pushgateway_does()
    {
        await using var hotaru = ApplianceProcess.Prepare();
        await File.WriteAllTextAsync(
            Path.Combine(hotaru.WorkDirectory, "hotaru.yml"), "gateway: { enable_admin_api: true }\n");
        await hotaru.StartAsync();

        await PlayAsync(hotaru.Pushgateway);
        await PlayAsync(new Uri(hotaru.Prometheus, "pushgateway"));
    }

    private async Task PlayAsync(Uri candidate)
    {
        var tool = Path.Combine(RepositoryRoot.Path, "tests", "Conformance", "push", "push-diff");
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in new[] { tool, "--candidate", candidate.AbsoluteUri.TrimEnd('/') })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var report = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine($"{candidate}\n{report}{await errors}");
        Assert.True(process.ExitCode == 0, report);
    }
}
