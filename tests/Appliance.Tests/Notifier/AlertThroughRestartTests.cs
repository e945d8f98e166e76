using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Notifier;

/// <summary>
/// One alert of a rule, from pending to resolved, while the real process is ended at every step: nothing is
/// lost, nothing is told twice.
/// </summary>
public sealed class AlertThroughRestartTests
{
    private const string Rules = """
        groups:
          - name: g
            interval: 10s
            rules: [{ alert: Broken, expr: broken != 0, for: 3s, labels: { severity: critical } }]
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ended_while_pending_waiting_firing_and_queued_it_is_told_once(bool isKilled)
    {
        await using var receiver = HttpReceiver.Start();
        await using var appliance = ApplianceProcess.Prepare();
        Write(appliance, receiver);
        await appliance.StartAsync();
        await PushAsync(appliance, 1);
        var since = await UntilAsync(() => StateAsync(appliance), state => state.StartsWith("pending"));
        await RestartAsync(appliance, isKilled);

        // Fires three seconds after it was first seen, and then waits for group_wait.
        await UntilAsync(() => StateAsync(appliance), state => state == since.Replace("pending", "firing"));
        await RestartAsync(appliance, isKilled);
        await UntilAsync(() => Task.FromResult(receiver.Requests.Count), count => count > 0);
        await RestartAsync(appliance, isKilled);

        // Firing: a few rounds in which nothing may be told again; then its resolution waits in the queue.
        await Task.Delay(1300);
        receiver.Answer = _ => (503, "not now");
        await PushAsync(appliance, 0);
        await UntilAsync(() => Task.FromResult(receiver.Requests.Count), count => count > 1);
        await RestartAsync(appliance, isKilled);
        var tries = receiver.Requests.Count;
        receiver.Answer = null;
        await UntilAsync(() => Task.FromResult(receiver.Requests.Count), count => count > tries);
        await RestartAsync(appliance, isKilled);
        await Task.Delay(1300);

        var told = receiver.Requests.Select(r => r.Json.GetProperty("status").GetString()!).ToList();
        Assert.Equal(["firing", .. Enumerable.Repeat("resolved", told.Count - 1)], told);
        // All tries of the resolution are one notification; what was answered with 200 did not come again.
        Assert.Single(receiver.Requests.Skip(1).Select(r => r.Headers["Idempotency-Key"]).Distinct());
        Assert.Equal(tries + 1, told.Count);
    }

    private static void Write(ApplianceProcess appliance, HttpReceiver receiver)
    {
        File.WriteAllText(Path.Combine(appliance.WorkDirectory, "rules.yml"), Rules);
        File.WriteAllText(Path.Combine(appliance.WorkDirectory, "prometheus.yml"),
            "rule_files: [rules.yml]\nscrape_configs: []\n");
        File.WriteAllText(Path.Combine(appliance.WorkDirectory, "alertmanager.yml"), $$"""
            route: { receiver: a, group_by: [alertname], group_wait: 3s, group_interval: 1s }
            receivers: [{ name: a, webhook_configs: [{ url: "{{receiver.Url}}/hook" }] }]
            """);
    }

    private static async Task RestartAsync(ApplianceProcess appliance, bool isKilled)
    {
        // A push that is confirmed is on disk, and so is all that was committed before it: what is seen may
        // be a moment ahead of its commit.
        await PushAsync(appliance, 1, "other");
        if (isKilled) await appliance.KillAsync();
        else Assert.True(await appliance.StopAsync() == 0, appliance.Output);
        await appliance.StartAsync();
    }

    private static async Task PushAsync(ApplianceProcess appliance, int value, string name = "broken")
    {
        using var client = new HttpClient();
        using var body = new StringContent($"{name} {value}\n");
        using var answer = await client.PutAsync(new Uri(appliance.Pushgateway, $"metrics/job/{name}"), body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The state and since when, such as <c>pending 2026-01-01T00:00:00Z</c>, or nothing.</summary>
    private static async Task<string> StateAsync(ApplianceProcess appliance)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri(appliance.Prometheus, "api/v1/alerts"));
        using var json = System.Text.Json.JsonDocument.Parse(text);
        foreach (var alert in json.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray())
            return $"{alert.GetProperty("state").GetString()} {alert.GetProperty("activeAt").GetString()}";
        return "";
    }

    private static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isSo)
    {
        var begin = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isSo(answer)) return answer;
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60), $"stays at {answer}");
            await Task.Delay(20);
        }
    }
}
