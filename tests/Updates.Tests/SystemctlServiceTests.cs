namespace Hotaru.Updates.Tests;

public sealed class SystemctlServiceTests
{
    [Fact]
    public void What_systemctl_shows_is_read_in_any_order() => Assert.Equal(
        new ServiceState(812, 2, false, "watchdog"),
        SystemctlService.Parse("NRestarts=2\nResult=watchdog\nMainPID=812\nActiveState=activating\n"));

    [Theory]
    [InlineData("1500000000", 1500)]
    [InlineData("[not set]", 0)]
    [InlineData("18446744073709551615", 0)]
    public void The_processor_time_is_read_where_it_is_counted(string said, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds), SystemctlService.Parse($"CPUUsageNSec={said}\n").Worked);

    [Fact]
    public void A_unit_that_systemd_gave_up_has_failed() => Assert.True(
        SystemctlService.Parse("MainPID=0\nActiveState=failed\nResult=start-limit-hit").HasFailed);

    [Fact]
    public void An_answer_survives_the_wire()
    {
        var answer = new ReadinessAnswer("1.1.0", [new("rules", FactState.Failing, "\"x\" broke")],
            TimeSpan.FromSeconds(15));
        using var stream = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(stream)) ReadinessJson.Write(json, answer);
        var read = ReadinessJson.Read(stream.ToArray())!;
        Assert.Equal((answer.Version, answer.Within, answer.Facts[0]),
            (read.Version, read.Within, read.Facts[0]));
        Assert.Null(ReadinessJson.Read("not json"u8.ToArray()));
    }
}
