using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Deployment;

/// <summary>The shipped units, by systemd's own judgement.</summary>
public sealed partial class UnitTests
{
    [TheoryWith("systemd-analyze")]
    [InlineData("systemd/hotaru.service", 2.0)]
    [InlineData("systemd/hotaru-update.service", 2.0)]
    [InlineData("systemd/hotaru-rescue.service", 2.0)]
    // It mounts for everybody, which forbids all that needs a view of the mounts of its own.
    [InlineData("image/files/etc/systemd/system/hotaru-claim.service", 4.1)]
    public async Task The_exposure_of_the_unit_is_no_more_than_it_must_be(string name, double most)
    {
        var unit = Path.Combine(RepositoryRoot.Path, name);
        using var process = Process.Start(new ProcessStartInfo(
            "systemd-analyze", ["security", "--offline=true", "--no-pager", unit])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        var overall = Overall().Match(answer);
        Assert.True(overall.Success, answer);
        Assert.True(double.Parse(overall.Groups[1].Value, CultureInfo.InvariantCulture) <= most, answer);
    }

    [Fact]
    public void The_unit_has_a_watchdog_that_kills_and_the_only_device_is_gpio()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "systemd", "hotaru.service"));
        Assert.Contains("Type=notify", lines);
        Assert.Contains("WatchdogSignal=SIGKILL", lines);
        Assert.Equal(["DeviceAllow=char-gpiochip rw"],
            lines.Where(l => l.StartsWith("DeviceAllow", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_single_end_of_the_service_does_not_call_the_rescue()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "systemd", "hotaru.service"));
        Assert.Contains("OnFailure=hotaru-rescue.service", lines);
        // Seen with systemd 257: without it each restart passes through "failed".
        Assert.Contains("RestartMode=direct", lines);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: (\d+(?:\.\d+)?)")]
    private static partial Regex Overall();
}
