using System.Collections.Concurrent;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Pushing;

public sealed class KilledGatewayTests
{
    private const int Pushers = 8;

    [Fact]
    public async Task Every_push_that_was_confirmed_is_there_after_kill_9()
    {
        await using var hotaru = await ApplianceProcess.StartAsync();
        var confirmed = new ConcurrentDictionary<(int Pusher, int Group), int>();
        using var client = new HttpClient();
        var pushing = Enumerable.Range(0, Pushers).Select(p => PushAsync(client, hotaru, p,
            confirmed)).ToList();
        while (confirmed.Values.Sum() < 300) await Task.Delay(10);

        await hotaru.KillAsync();
        await Task.WhenAll(pushing);
        await hotaru.StartAsync();

        var page = await client.GetStringAsync(new Uri(hotaru.Pushgateway, "metrics"));
        var found = page.Split('\n').Where(l => l.StartsWith("n{", StringComparison.Ordinal))
            .Select(l => l.Split('"')).ToDictionary(l => l[3], l => int.Parse(l[4].Split(' ')[1]));
        foreach (var ((pusher, group), value) in confirmed)
            Assert.True(found[$"{pusher}-{group}"] >= value, $"group {pusher}-{group} lost {value}");
        var asked = new Uri(hotaru.Prometheus, "api/v1/query?query=count(count_over_time(n[1h]))");
        var answer = await client.GetStringAsync(asked);
        Assert.Contains($"\"{found.Count}\"", answer, StringComparison.Ordinal);
    }

    /// <summary>Pushes 1, 2, 3, ... to three groups in turn until the process is gone.</summary>
    private static async Task PushAsync(
        HttpClient client, ApplianceProcess hotaru, int pusher, ConcurrentDictionary<(int, int),
            int> confirmed)
    {
        try
        {
            for (var value = 1; ; value++)
            {
                var path = new Uri(hotaru.Pushgateway, $"metrics/job/{pusher}-{value % 3}");
                using var body = new StringContent($"n {value}\n");
                using var answer = await client.PutAsync(path, body);
                answer.EnsureSuccessStatusCode();
                confirmed[(pusher, value % 3)] = value;
            }
        }
        catch (HttpRequestException)
        {
            // The process was killed: what was not answered may be there or not.
        }
    }
}
