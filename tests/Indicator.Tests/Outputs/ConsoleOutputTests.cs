using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Indicator.Tests;

public sealed class ConsoleOutputTests
{
    [Fact]
    public async Task Changes_are_printed_once_each()
    {
        var console = new StringWriter();
        var time = new ManualTime();
        await using var panel = new IndicatorPanel(
            new IndicatorModel { Quiet = null }, new ConsoleOutput(console), new HealthBoard(time),
                new MemoryStore(), time);
        panel.Start();
        panel.Receive(new AlertReport("r", [PanelBench.Firing("BackupFailed", "critical", "job", "backup")]));
        time.Advance(TimeSpan.FromSeconds(30));
        await panel.AcknowledgeAsync(CancellationToken.None);
        panel.Receive(new AlertReport("r", []));
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(
            """
            lamp: ok
            lamp: critical, buzzer on: BackupFailed (backup)
            lamp: acknowledged: BackupFailed (backup)
            lamp: ok

            """,
            console.ToString());
    }
}
