using System.Globalization;
using System.Text.Json;
using Hotaru.Testing;

namespace Hotaru.Conformance.Peers;

/// <summary>
/// Hotaru writes to Debian's victoria-metrics and prometheus through an outage of both and a kill -9 of its
/// own. $HOTARU_OUTAGE_SECONDS makes the outage longer than the 3 s it takes otherwise.
/// </summary>
public sealed class ForwardingPeerTests
{
    private int _pushed;

    [FactWith("/usr/bin/prometheus", "/usr/bin/victoria-metrics")]
    public async Task Nothing_is_lost_and_nothing_doubled_by_an_outage_and_a_kill()
    {
        var outage = Environment.GetEnvironmentVariable("HOTARU_OUTAGE_SECONDS") is { Length: > 0 } given
            ? TimeSpan.FromSeconds(int.Parse(given, CultureInfo.InvariantCulture))
            : TimeSpan.FromSeconds(3);
        using var directory = new TempDirectory();
        await using var prometheus = await PeerProcess.PrometheusAsync(directory.Path, "global: {}\n");
        await using var victoria = await PeerProcess.VictoriaMetricsAsync(directory.Path);
        await using var hotaru = ApplianceProcess.Prepare();
        await File.WriteAllTextAsync(
            Path.Combine(hotaru.WorkDirectory, "prometheus.yml"), Configuration(prometheus, victoria));
        await hotaru.StartAsync();

        await PushAsync(hotaru, TimeSpan.FromSeconds(2));
        await prometheus.StopAsync();
        await victoria.StopAsync();
        await PushAsync(hotaru, outage / 2);
        await hotaru.KillAsync();
        await hotaru.StartAsync();
        await PushAsync(hotaru, outage / 2);
        await prometheus.StartAsync();
        await victoria.StartAsync();
        await PushAsync(hotaru, TimeSpan.FromSeconds(1));
        await hotaru.KillAsync();
        await hotaru.StartAsync();
        await PushAsync(hotaru, TimeSpan.FromSeconds(1));

        using var here = new Api(hotaru.Prometheus);
        using var there = new Api(prometheus.Address);
        using var victorious = new Api(victoria.Address);
        var expected = await here.SamplesAsync("n[1h]");
        Assert.Equal(Enumerable.Range(1, _pushed).Select(i => $"{i}"), expected.Select(s => s.Value));
        await Api.UntilAsync(
            $"{_pushed} samples in prometheus",
            async () => (await there.SamplesAsync("n[1h]")).Count >= _pushed);
        Assert.Equal(expected, await there.SamplesAsync("n[1h]"));
        await Api.UntilAsync(
            $"{_pushed} samples in victoria-metrics",
            async () => (await ExportAsync(victorious)).Count >= _pushed);
        Assert.Equal(expected, await ExportAsync(victorious));
    }

    /// <summary>Pushes 1, 2, 3, ...: each is a sample of its own.</summary>
    private async Task PushAsync(ApplianceProcess hotaru, TimeSpan duration)
    {
        using var client = new HttpClient();
        var end = DateTimeOffset.UtcNow + duration;
        while (DateTimeOffset.UtcNow < end)
        {
            using var body = new StringContent($"n {++_pushed}\n");
            using var answer = await client.PutAsync(new Uri(hotaru.Pushgateway, "metrics/job/j"), body);
            answer.EnsureSuccessStatusCode();
            await Task.Delay(20);
        }
    }

    /// <summary>Raw samples as victoria-metrics has them, doubled ones too.</summary>
    private static async Task<List<(long TimestampMs, string Value)>> ExportAsync(Api victoria)
    {
        await victoria.TextAsync("internal/force_flush");
        var samples = new List<(long, string)>();
        foreach (var line in (await victoria.TextAsync("api/v1/export?match[]=n")).Split('\n'))
        {
            if (line.Length == 0) continue;
            using var series = JsonDocument.Parse(line);
            var values = series.RootElement.GetProperty("values").EnumerateArray();
            var times = series.RootElement.GetProperty("timestamps").EnumerateArray();
            samples.AddRange(times.Zip(values).Select(p => (p.First.GetInt64(), p.Second.GetRawText())));
        }

        return [.. samples.OrderBy(s => s.Item1)];
    }

    private static string Configuration(PeerProcess prometheus, PeerProcess victoria) => $$"""
        global: { scrape_interval: 1s }
        scrape_configs: []
        remote_write:
          - name: prometheus
            url: {{prometheus.Address}}api/v1/write
            queue_config: { batch_send_deadline: 200ms }
          - name: victoria
            url: {{victoria.Address}}api/v1/write
            queue_config: { batch_send_deadline: 200ms }
        """;
}
