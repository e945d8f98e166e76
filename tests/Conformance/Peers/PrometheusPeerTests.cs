using Hotaru.Testing;

namespace Hotaru.Conformance.Peers;

/// <summary>Debian's prometheus scrapes, federates, writes to and reads from the real process.</summary>
public sealed class PrometheusPeerTests
{
    [FactWith("/usr/bin/prometheus")]
    public async Task It_scrapes_federates_writes_to_and_reads_from_Hotaru()
    {
        using var directory = new TempDirectory();
        await using var hotaru = await ApplianceProcess.StartAsync();
        using var client = new HttpClient();
        using var body = new StringContent("pushed 42\n");
        (await client.PutAsync(new Uri(hotaru.Pushgateway, "metrics/job/j"), body)).EnsureSuccessStatusCode();
        await using var peer = await PeerProcess.PrometheusAsync(directory.Path, Configuration(hotaru));
        using var there = new Api(peer.Address);
        using var here = new Api(hotaru.Prometheus);

        await there.UntilAsync("sum(up{job=\"hotaru\"})", 4);
        await there.UntilAsync("pushed{job=\"j\", scraped_by=\"\"}", 42);
        await there.UntilAsync("up{job=\"federate\"}", 1);
        Assert.Equal(42, await there.ValueAsync("pushed{from=\"federation\"}"));
        // What it scraped comes to Hotaru by remote write, with its external label.
        await here.UntilAsync("sum(up{job=\"hotaru\", replica=\"peer\"})", 4);
        // A series that is nowhere but in Hotaru: it must come by remote read.
        await here.UntilAsync("count(only_here) or vector(0)", 0);
        using var other = new StringContent("only_here 7\n");
        (await client.PutAsync(new Uri(hotaru.Pushgateway, "metrics/job/k/replica/peer"), other))
            .EnsureSuccessStatusCode();
        await there.UntilAsync("max(only_here)", 7);
    }

    private static string Configuration(ApplianceProcess hotaru) => $$"""
        global: { scrape_interval: 1s, external_labels: { replica: peer } }
        scrape_configs:
          - job_name: hotaru
            honor_labels: true
            static_configs:
              - targets:
                  - 127.0.0.1:{{hotaru.PrometheusPort}}
                  - 127.0.0.1:{{hotaru.PushgatewayPort}}
                  - 127.0.0.1:{{hotaru.AlertmanagerPort}}
                  - 127.0.0.1:{{hotaru.NodePort}}
          - job_name: federate
            metrics_path: /federate
            params: { "match[]": ["pushed"] }
            static_configs:
              - targets: ["127.0.0.1:{{hotaru.PrometheusPort}}"]
            metric_relabel_configs:
              - { target_label: from, replacement: federation }
        remote_write:
          - url: {{hotaru.Prometheus}}api/v1/write
            queue_config: { batch_send_deadline: 1s }
        remote_read:
          - url: {{hotaru.Prometheus}}api/v1/read
            read_recent: true
        """;
}
