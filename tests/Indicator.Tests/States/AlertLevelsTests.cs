using Hotaru.Model;

namespace Hotaru.Indicator.Tests;

public sealed class AlertLevelsTests
{
    private readonly AlertLevels _levels = new(new Dictionary<string, AlertLevel>
    {
        ["P1"] = AlertLevel.Critical,
        ["info"] = AlertLevel.Warning,
    });

    [Theory]
    [InlineData("critical", AlertLevel.Critical)]
    [InlineData("Page", AlertLevel.Critical)]
    [InlineData("error", AlertLevel.Critical)]
    [InlineData("warning", AlertLevel.Warning)]
    [InlineData("none", AlertLevel.None)]
    [InlineData("of our own making", AlertLevel.Warning)]
    [InlineData("p1", AlertLevel.Critical)]
    [InlineData("info", AlertLevel.Warning)]
    public void The_severity_decides(string severity, AlertLevel expected) =>
        Assert.Equal(expected, _levels.Of(Labels.Of("alertname", "A", "severity", severity)));

    [Fact]
    public void An_alert_without_a_severity_is_critical() =>
        Assert.Equal(AlertLevel.Critical, _levels.Of(Labels.Of("alertname", "A")));

    [Theory]
    [InlineData("red", AlertLevel.Critical)]
    [InlineData("amber", AlertLevel.Warning)]
    [InlineData("off", AlertLevel.None)]
    [InlineData("violet", AlertLevel.Critical)]
    public void The_label_lamp_outranks_the_severity_where_it_is_known(string lamp, AlertLevel expected) =>
        Assert.Equal(expected, _levels.Of(Labels.Of("alertname", "A", "lamp", lamp, "severity", "critical")));
}
