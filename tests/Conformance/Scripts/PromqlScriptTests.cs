using Xunit.Abstractions;

namespace Hotaru.Conformance;

/// <summary>
/// Runs the test scripts: the project's own, and the peers' where they lie beside the repository.
/// </summary>
public sealed class PromqlScriptTests(ITestOutputHelper output)
{
    public static TheoryData<string> PeerScripts => Files("shared/promqltest");

    public static TheoryData<string> OwnScripts => Files("tests/Promql.Tests/Scripts");

    [Theory]
    [MemberData(nameof(PeerScripts))]
    public void Every_eval_of_a_peer_script_gives_what_is_expected(string file) => Run(file);

    [Theory]
    [MemberData(nameof(OwnScripts))]
    public void Every_eval_of_an_own_script_gives_what_is_expected(string file) => Run(file);

    private void Run(string file)
    {
        if (!File.Exists(file))
        {
            output.WriteLine($"not run: {file} is not there");
            return;
        }

        var (evals, failures) = ScriptRunner.Run(File.ReadAllText(file));
        output.WriteLine($"{Path.GetFileName(file)}: {evals - failures.Count} of {evals} evals passed");
        Assert.True(
            failures.Count == 0, $"{failures.Count} of {evals} evals failed:\n{string.Join('\n', failures)}");
    }

    private static TheoryData<string> Files(string folder)
    {
        var data = new TheoryData<string>();
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var found = Path.Combine(at.FullName, folder);
            if (!Directory.Exists(found)) continue;
            foreach (var file in Directory.EnumerateFiles(found, "*.test").Order(StringComparer.Ordinal))
                data.Add(file);
            return data;
        }

        data.Add(folder);
        return data;
    }
}
