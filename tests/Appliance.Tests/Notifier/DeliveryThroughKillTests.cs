using System.Diagnostics;
using System.Net.Http.Json;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Notifier;

/// <summary>The real process, its real store, SIGKILL.</summary>
public sealed class DeliveryThroughKillTests
{
    [Fact]
    public async Task What_waits_for_a_receiver_survives_kill_9_and_arrives_once_and_in_order()
    {
        await using var receiver = HttpReceiver.Start();
        receiver.Answer = _ => (503, "not now");
        await using var appliance = ApplianceProcess.Prepare();
        await File.WriteAllTextAsync(Path.Combine(appliance.WorkDirectory, "alertmanager.yml"), $"""
            route: {Brace("receiver: a, group_by: [alertname], group_wait: 0s, group_interval: 1s")}
            receivers: [{Brace($"name: a, webhook_configs: [{Brace($"url: '{receiver.Url}/hook'")}]")}]
            """);
        await appliance.StartAsync();
        using var client = new HttpClient { BaseAddress = appliance.Alertmanager };
        await PostAsync(client, "First", TimeSpan.FromHours(1));
        await UntilAsync(() => receiver.Requests.Count > 0);
        await PostAsync(client, "Second", TimeSpan.FromHours(1));
        await PostAsync(client, "First", TimeSpan.Zero);
        // The flush that notices the resolution is a second later at most.
        await UntilAsync(async () => await CountAsync(client, "\"integration\"") >= 1);
        await Task.Delay(1500);
        await appliance.KillAsync();
        await appliance.StartAsync();
        var before = receiver.Requests.Count;
        receiver.Answer = null;
        await UntilAsync(() => receiver.Requests.Count >= before + 3);
        await Task.Delay(2500);
        var delivered = receiver.Requests.Skip(before).Select(r => r.Json).Select(json =>
            $"{json.GetProperty("status").GetString()} "
            + json.GetProperty("groupLabels").GetProperty("alertname").GetString());
        Assert.Equal(["firing First", "firing Second", "resolved First"], delivered);
    }

    private static string Brace(string inner) => "{" + inner + "}";

    private static async Task PostAsync(HttpClient client, string name, TimeSpan lasts)
    {
        var body = $$"""
            [{"labels":{"alertname":"{{name}}"},"endsAt":"{{DateTimeOffset.UtcNow + lasts:O}}"}]
            """;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("api/v2/alerts", UriKind.Relative), content);
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<int> CountAsync(HttpClient client, string text)
    {
        var log = await client.GetStringAsync(new Uri("api/hotaru/v1/deliveries", UriKind.Relative));
        return log.Split(text).Length - 1;
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60),
                "nothing happened for 60 s");
            await Task.Delay(20);
        }
    }
}
