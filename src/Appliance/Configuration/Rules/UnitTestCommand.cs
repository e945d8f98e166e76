using Hotaru.Rules;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary><c>hotaru test FILE...</c>: runs rule unit-test files and prints what promtool prints.</summary>
internal static class UnitTestCommand
{
    /// <summary>Whether all tests of all files pass.</summary>
    public static async Task<bool> RunAsync(
        IEnumerable<string> files, TextWriter output, CancellationToken cancellation)
    {
        var passed = true;
        foreach (var file in files)
        {
            await output.WriteLineAsync($"Unit Testing:  {file}");
            var failures = await RunAsync(file, cancellation);
            passed &= failures.Count == 0;
            await output.WriteLineAsync(failures.Count == 0 ? "  SUCCESS" : "  FAILED:");
            foreach (var failure in failures) await output.WriteLineAsync(failure + "\n");
            await output.WriteLineAsync();
        }

        return passed;
    }

    /// <summary>Everything that is wrong with a file or fails in it; none means that it passes.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(string file, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        if (UnitTestFile.Read(file, problems) is not { } model) return Shown(problems);
        var failures = new List<string>();
        foreach (var test in model.Tests)
        {
            var groups = RuleFiles.Load(
                model.RuleFiles, Path.GetDirectoryName(Path.GetFullPath(file))!,
                new RuleFileOptions(test.Interval),
                problems);
            if (!problems.IsEmpty) return Shown(problems);
            failures.AddRange(await RuleUnitTest.RunAsync(test, model.Options, groups, cancellation));
        }

        return failures;
    }

    private static List<string> Shown(ProblemList problems) =>
        [.. problems.Problems.Select(p => p.ToString())];
}
