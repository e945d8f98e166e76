using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Browser.Tests;

/// <summary>The real server's answers, held against the types that the pages are written to.</summary>
[Collection(HouseGroup.Name)]
public sealed class ContractTests(HouseFixture house)
{
    [FactWith("node", Chromium.Path)]
    public async Task EveryAnswer_IsAsThePagesTypesSay()
    {
        var start = new ProcessStartInfo(Needs.ProgramPath("node")!, "tests/run.mjs")
        {
            WorkingDirectory = Path.Combine(RepositoryRoot.Path, "src", "Web", "ui"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOTARU_URL"] = house.Appliance.Prometheus.AbsoluteUri;
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.DoesNotContain("# HOTARU_URL names no server", await output, StringComparison.Ordinal);
    }
}
