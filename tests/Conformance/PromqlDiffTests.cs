using System.Diagnostics;
using System.Text.Json;
using Hotaru.Testing;

namespace Hotaru.Conformance;

/// <summary>
/// Asks the real process and Debian's prometheus 2.42 the same queries over the same data. What later
/// versions of Prometheus answer otherwise is named here.
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
        var unknown = json.RootElement.GetProperty("failures").EnumerateArray().Where(f =>
            !IsOfVersion2(f)).ToList();
        Assert.True(unknown.Count == 0, string.Join("\n\n",
            unknown.Take(10).Select(f => f.ToString())) + "\n" + output);
        Assert.True(json.RootElement.GetProperty("passed").GetInt32() > 10 * Queries, output);
    }

    /// <summary>
    /// In a range query Prometheus 2 moved a range with @ on with the steps under predict_linear, and ran out
    /// of samples. Since version 3 the range stands still, and there is a value at every step.
    /// </summary>
    private static bool IsOfVersion2(JsonElement failure)
    {
        var query = failure.GetProperty("params").EnumerateArray()
            .Where(p => p[0].GetString() == "query").Select(p => p[1].GetString() ?? "").FirstOrDefault("");
        return failure.GetProperty("path").GetString() == "/api/v1/query_range"
            && query.Contains("predict_linear", StringComparison.Ordinal) && query.Contains('@',
                StringComparison.Ordinal);
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
