using System.Diagnostics;
using System.Text.Json;
using Hotaru.Testing;

namespace Hotaru.Conformance;

/// <summary>
/// Asks the real process and Debian's prometheus 2.42 the same queries over the same data. What later
/// versions of Prometheus answer otherwise is not asked; the tool's readme names it.
/// </summary>
public sealed class PromqlDiffTests
{
    private const int Queries = 300;

    [FactWith("prometheus", "python3")]
    public async Task Every_answer_is_that_of_Debians_prometheus()
    {
        await using var appliance = ApplianceProcess.Prepare();
        // With a file of its own the appliance scrapes nothing: the data must be the tool's alone.
        await File.WriteAllTextAsync(Path.Combine(appliance.WorkDirectory, "prometheus.yml"), "global: {}\n");
        await appliance.StartAsync();
        var report = Path.Combine(appliance.WorkDirectory, "report.json");
        var output = await CompareAsync(appliance.Prometheus, report);
        Assert.True(File.Exists(report), output);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(report));
        var failures = json.RootElement.GetProperty("failures").EnumerateArray().ToList();
        Assert.True(failures.Count == 0, string.Join("\n\n",
            failures.Take(10).Select(f => f.ToString())) + "\n" + output);
        Assert.True(json.RootElement.GetProperty("passed").GetInt32() > 10 * Queries, output);
    }

    private static async Task<string> CompareAsync(Uri candidate, string report)
    {
        var tool = Path.Combine(RepositoryRoot.Path, "tests", "Conformance", "promql", "promql-diff");
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                tool, "--candidate", candidate.ToString().TrimEnd('/'), "--queries", $"{Queries}", "--report",
                    report,
            },
        };
        using var process = Process.Start(start)
            ?? throw new InvalidOperationException("python3 did not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output + await errors;
    }
}
