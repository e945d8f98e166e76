using System.Diagnostics;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Benchmarks.Notifier;

/// <summary>10,000 active alerts, 1,000 silences, 50 routes and 20 inhibition rules.</summary>
internal static class RouteAndInhibit
{
    private const int AlertCount = 10_000;
    private const int SilenceCount = 1000;
    private const int Runs = 15;

    /// <summary>
    /// Prints medians in milliseconds: every alert once (which routes take it, who inhibits it, which
    /// silences mute it), and all alerts posted again, as a Prometheus does every minute.
    /// </summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var notifier = new NotifierService(
            Model(), new NotifierOptions(), new MemoryStore(), TimeProvider.System,
            NullLoggerFactory.Instance);
        await SilenceAsync(notifier);
        var alerts = Alerts();
        await notifier.PostAsync(alerts, CancellationToken.None);
        var active = 0;
        var pass = Median(() => active = Pass(notifier, alerts));
        var post = Median(() => notifier.PostAsync(alerts, CancellationToken.None).GetAwaiter().GetResult());
        await output.WriteLineAsync($"{AlertCount} alerts ({active} active), {SilenceCount} silences:");
        await output.WriteLineAsync($"route, inhibit and silence: {pass:F1} ms; post again: {post:F1} ms");
    }

    private static int Pass(NotifierService notifier, List<AlertEntry> alerts) => alerts.Count(alert =>
        notifier.ReceiversOf(alert.Labels).Count > 0 && notifier.StandingOf(alert.Labels).IsActive);

    private static double Median(Action work)
    {
        var times = new double[Runs];
        for (var run = 0; run < Runs; run++)
        {
            var begin = Stopwatch.GetTimestamp();
            work();
            times[run] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Runs / 2];
    }

    private static async Task SilenceAsync(NotifierService notifier)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < SilenceCount; i++)
        {
            await notifier.Silences.SetAsync(
                new Silence(
                    "", [new Matcher("instance", MatchOperator.Equal, $"host-{i * 7}"),
                        new Matcher("alertname", MatchOperator.Regex, "Alert1.*")],
                    now, now.AddHours(5), now, "me", "work", Labels.Empty), CancellationToken.None);
        }
    }

    private static List<AlertEntry> Alerts()
    {
        var now = TimeProvider.System.GetUtcNow();
        return [.. Enumerable.Range(0, AlertCount).Select(i => new AlertEntry(
            Labels.Of(
                "alertname", $"Alert{i % 100}", "instance", $"host-{i}", "cluster", $"c{i % 20}", "team",
                $"t{i % 50}",
                "severity", i % 10 == 0 ? "critical" : "warning"),
            Labels.Of("summary", $"host-{i} is unwell"), now, now.AddHours(5), now, false, ""))];
    }

    private static NotifierModel Model() => NotifierModel.Silent with
    {
        Root = new RouteModel
        {
            Key = "{}",
            Place = "0",
            Receiver = "none",
            Matchers = LabelMatchers.None,
            GroupBy = ["alertname", "cluster"],
            GroupWait = TimeSpan.FromHours(1),
            GroupInterval = TimeSpan.FromHours(1),
            RepeatInterval = TimeSpan.FromHours(4),
            Routes = [.. Enumerable.Range(0, 50).Select(i => new RouteModel
            {
                Key = $"{{}}/{{team=\"t{i}\"}}", Place = $"0.{i}", Receiver = "none",
                Matchers = new LabelMatchers([new Matcher("team", MatchOperator.Equal, $"t{i}")]),
                GroupBy = ["alertname", "cluster"], GroupWait = TimeSpan.FromHours(1),
                GroupInterval = TimeSpan.FromHours(1), RepeatInterval = TimeSpan.FromHours(4),
            })],
        },
        InhibitRules = [.. Enumerable.Range(0, 20).Select(i => new InhibitRuleModel(
            $"r{i}", new LabelMatchers([new Matcher("severity", MatchOperator.Equal, "critical"),
                new Matcher("cluster", MatchOperator.Equal, $"c{i}")]),
            new LabelMatchers([new Matcher("severity", MatchOperator.Equal, "warning")]),
            ["alertname", "instance"]))],
    };
}
