using Hotaru.Testing;

namespace Hotaru.Conformance.Peers;

/// <summary>Debian's promtool as a client, and the Python client's parser, on the real process.</summary>
public sealed class PromtoolClientTests
{
    private const string Promtool = "/usr/bin/promtool";

    /// <summary>Debian's, which has Debian's packages.</summary>
    private const string Python = "/usr/bin/python3";

    private const string NodeExporter = "/usr/bin/prometheus-node-exporter";

    /// <summary>
    /// Complaints about names that are the peers' own, but that Debian's packages do not show here: of
    /// Prometheus 3.x, and of later node_exporters, which have these two by default.
    /// </summary>
    private static readonly string[] OfNewerPeers =
    [
        "prometheus_rule_evaluation_duration_histogram_seconds "
            + "metric name should not include type 'histogram'",
        "prometheus_target_scrapes_exceeded_native_histogram_bucket_limit_total "
            + "metric name should not include type 'histogram'",
        "node_netstat_TcpExt_TCPOFOQueue metric names should be written in 'snake_case' not 'camelCase'",
        "node_netstat_TcpExt_TCPRcvQDrop metric names should be written in 'snake_case' not 'camelCase'",
    ];

    [FactWith(Promtool, NodeExporter)]
    public async Task Promtool_queries_and_finds_no_fault_with_the_pages_but_what_is_the_peers_own()
    {
        await using var hotaru = await StartAsync();
        var server = hotaru.Prometheus.AbsoluteUri.TrimEnd('/');
        // The last step lies after the first sample, which may be of this very second.
        var end = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 5;
        Assert.Contains("up{", await PromtoolAsync("query", "instant", server, "up"),
            StringComparison.Ordinal);
        Assert.Contains("up{", await PromtoolAsync(
            "query", "range", $"--start={end - 60}", $"--end={end}", "--step=5s", server, "up"),
            StringComparison.Ordinal);
        Assert.Contains("self", await PromtoolAsync("query", "series", "--match=up", server),
            StringComparison.Ordinal);
        Assert.Contains("self", await PromtoolAsync("query", "labels", server, "job"),
            StringComparison.Ordinal);
        await CheckPagesAsync(hotaru);
    }

    [FactWith(Python, "/usr/lib/python3/dist-packages/prometheus_client")]
    public async Task The_Python_client_reads_every_page()
    {
        const string Script = """
            import sys, urllib.request
            from prometheus_client.parser import text_string_to_metric_families as text
            from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
            for url in sys.argv[1:]:
                for accept, parse in (('text/plain', text), ('application/openmetrics-text', openmetrics)):
                    request = urllib.request.Request(url, headers={'Accept': accept})
                    with urllib.request.urlopen(request) as answer:
                        kind = answer.headers['Content-Type']
                        body = answer.read().decode()
                    parse = openmetrics if 'openmetrics' in kind else text
                    if not list(parse(body)): sys.exit(url + ' is empty')
            """;
        await using var hotaru = await StartAsync();
        string[] pages =
        [
            .. Pages(hotaru).Select(page => page.AbsoluteUri),
            new Uri(hotaru.Prometheus, "federate?match[]=up").AbsoluteUri,
        ];
        var (code, output) = await Tool.RunAsync("", Python, ["-c", Script, .. pages]);
        Assert.True(code == 0, output);
    }

    /// <summary>
    /// On the page of the node only what promtool says of node_exporter itself, on this very machine; on the
    /// others nothing.
    /// </summary>
    private static async Task CheckPagesAsync(ApplianceProcess hotaru)
    {
        await using var exporter = await PeerProcess.NodeExporterAsync();
        var theirs = await ComplaintsAsync(new Uri(exporter.Address, "metrics"));
        foreach (var page in Pages(hotaru))
        {
            var isNode = page.Port == hotaru.Node.Port;
            var faults = (await ComplaintsAsync(page)).Except(OfNewerPeers);
            if (isNode) faults = faults.Except(theirs);
            Assert.True(!faults.Any(), $"{page}\n{string.Join('\n', faults)}");
        }
    }

    private static async Task<string[]> ComplaintsAsync(Uri page)
    {
        using var client = new HttpClient();
        var (_, output) = await Tool.RunAsync(
            await client.GetStringAsync(page), Promtool, "check", "metrics");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static IEnumerable<Uri> Pages(ApplianceProcess hotaru) =>
        [.. new[] { hotaru.Prometheus, hotaru.Pushgateway, hotaru.Alertmanager, hotaru.Node }
            .Select(listener => new Uri(listener, "metrics"))];

    private static async Task<string> PromtoolAsync(params string[] arguments)
    {
        var (code, output) = await Tool.RunAsync("", Promtool, arguments);
        Assert.True(code == 0, $"promtool {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    private static async Task<ApplianceProcess> StartAsync()
    {
        var hotaru = ApplianceProcess.Prepare();
        await File.WriteAllTextAsync(Path.Combine(hotaru.WorkDirectory, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s }
            scrape_configs:
              - job_name: self
                static_configs: [{ targets: ["127.0.0.1:{{hotaru.PrometheusPort}}"] }]
            remote_write:
              - url: http://127.0.0.1:9/nobody
            """);
        await hotaru.StartAsync();
        using var client = new HttpClient();
        using var body = new StringContent("# HELP pushed A thing.\n# TYPE pushed gauge\npushed 1\n");
        (await client.PutAsync(new Uri(hotaru.Pushgateway, "metrics/job/j"), body)).EnsureSuccessStatusCode();
        using var api = new Api(hotaru.Prometheus);
        await api.UntilAsync("up", 1);
        return hotaru;
    }
}
