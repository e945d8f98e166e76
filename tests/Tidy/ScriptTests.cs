using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Tidy;

/// <summary>What is run by hand or at night only can at least be read: a slip in it is found here.</summary>
public sealed class ScriptTests
{
    private const string Compile =
        "import sys\nfor f in sys.argv[1:]: compile(open(f, encoding='utf-8').read(), f, 'exec')";

    [FactWith("python3")]
    public async Task Every_program_in_Python_can_be_read() =>
        Assert.Equal("", await RunAsync("python3", ["-c", Compile, .. Scripts("python3")]));

    [TheoryWith("bash")]
    [InlineData("sh")]
    [InlineData("bash")]
    public async Task Every_shell_script_can_be_read(string shell)
    {
        foreach (var script in Scripts(shell)) Assert.Equal("", await RunAsync(shell, ["-n", script]));
    }

    [Fact]
    public void There_are_scripts_of_each_kind() =>
        Assert.All(["python3", "sh", "bash"], program => Assert.NotEmpty(Scripts(program)));

    /// <summary>Files whose first line names the program; the modules of Python have their name.</summary>
    private static List<string> Scripts(string program) =>
    [
        .. new[] { "image", "systemd", "tests/Twin", ".ci" }
            .Select(folder => Path.Combine(RepositoryRoot.Path, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(RepositoryRoot.Path, "*.sh"))
            .Where(path => Is(path, program)),
    ];

    private static bool Is(string path, string program)
    {
        if (path.EndsWith(".py", StringComparison.Ordinal)) return program == "python3";
        var first = File.ReadLines(path).FirstOrDefault() ?? "";
        return first.StartsWith("#!", StringComparison.Ordinal)
            && first[2..].Split('/', ' ')[^1] == program;
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"{arguments[^1]}: {complaint}";
    }
}
