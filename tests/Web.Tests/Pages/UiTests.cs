using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Pages;

/// <summary>The pages' own checks, run with the tools that the build has installed.</summary>
public sealed class UiTests
{
    private static readonly string Ui = Path.Combine(RepositoryRoot.Path, "src", "Web", "ui");

    [FactWith("node")]
    public async Task TheTypesOfThePages_AreSound() =>
        await NodeAsync(
            "node_modules/svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json",
            "--fail-on-warnings");

    [FactWith("node")]
    public async Task TheTestsOfThePages_PassAndTheBudgetIsKept() => await NodeAsync("tests/run.mjs");

    [Fact]
    public async Task TheLockFile_NamesNoHost()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Ui, "package-lock.json"));
        Assert.DoesNotContain("\"resolved\"", text, StringComparison.Ordinal);
    }

    private static async Task NodeAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Needs.ProgramPath("node")!, arguments)
        {
            WorkingDirectory = Ui,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("HOTARU_URL");
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await output + await errors);
    }
}
