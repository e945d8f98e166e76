using System.Runtime.CompilerServices;
using Hotaru.Appliance.Configuration.Rules;
using Xunit;

namespace Hotaru.Appliance.Tests.Configuration.Rules;

/// <summary>
/// The unit-test files under Files: those called pass-* pass and those called fail-* fail, here and with
/// promtool. A name with ".new." says that the file uses what Debian's promtool does not know yet.
/// </summary>
public sealed class UnitTestFilesTests
{
    public static TheoryData<string> All => [.. Names()];

    public static TheoryData<string> KnownToPromtool =>
        [.. Names().Where(n => !n.Contains(".new.", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Its_name_tells_the_verdict(string name)
    {
        var failures = await UnitTestCommand.RunAsync(Path.Combine(Folder(), name), CancellationToken.None);
        var passes = name.StartsWith("pass-", StringComparison.Ordinal);
        Assert.True(passes == (failures.Count == 0), string.Join('\n', failures.DefaultIfEmpty("it passes")));
    }

    [PromtoolTheory]
    [MemberData(nameof(KnownToPromtool))]
    public void Promtool_says_the_same(string name)
    {
        var (yes, output) = Promtool.Ask("test rules", Path.Combine(Folder(), name));
        Assert.True(yes == name.StartsWith("pass-", StringComparison.Ordinal), output);
    }

    [Fact]
    public void There_are_at_least_thirty_and_of_both_kinds()
    {
        Assert.True(Names().Count(n => n.StartsWith("pass-", StringComparison.Ordinal)) >= 15);
        Assert.True(Names().Count(n => n.StartsWith("fail-", StringComparison.Ordinal)) >= 15);
    }

    [Fact]
    public async Task What_failed_is_shown_with_what_was_expected_and_what_came()
    {
        using var output = new StringWriter();
        Assert.False(await UnitTestCommand.RunAsync(
            [Path.Combine(Folder(), "fail-firing.yml")], output, CancellationToken.None));
        Assert.Contains(
            "  FAILED:\n    alertname: InstanceDown, time: 3m, \n        exp:[], \n        got:[\n"
            + "            0:\n              Labels:{alertname=\"InstanceDown\", job=\"x\"}\n"
            + "              Annotations:{}\n            ]", output.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder(), "*-*.yml")
        .Select(f => Path.GetFileName(f)!).Where(n => !n.StartsWith("rules-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Files");
}
