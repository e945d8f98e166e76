using System.Text;
using Hotaru.Testing;
using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

/// <summary>
/// The whole appliance with a failing job and a good one, behind nginx where that is installed, and a
/// browser. One for all tests: a test that changes something uses names of its own.
/// </summary>
public sealed class HouseFixture : IAsyncLifetime
{
    private const string Scraping = """
        global: { scrape_interval: 1s, evaluation_interval: 1s }
        rule_files: [rules.yml]
        scrape_configs:
          - job_name: prometheus
            static_configs: [{ targets: ["127.0.0.1:PROMETHEUS"] }]
          - job_name: pushgateway
            honor_labels: true
            static_configs: [{ targets: ["127.0.0.1:PUSHGATEWAY"] }]
          - job_name: node
            static_configs: [{ targets: ["127.0.0.1:NODE"] }]
          - job_name: nobody
            static_configs: [{ targets: ["127.0.0.1:1"] }]
        """;

    private const string Rules = """
        groups:
          - name: jobs
            rules:
              - alert: JobFailed
                expr: job_ended_with != 0
                labels: { severity: critical }
                annotations: { summary: "{{ $labels.job }} ended with exit code {{ $value }}" }
              - alert: TargetDown
                expr: up == 0
                for: 1h
                labels: { severity: warning }
              - record: job:up:avg
                expr: avg by (job) (up)
        """;

    private const string Settings = """
        jobs:
          - { name: attic_weekly, schedule: "30 3 * * 0", zone: Europe/Berlin, owner: ann }
        status_page: { enabled: true, badges: true, title: "Jobs of the attic", jobs: JOBS }
        """;

    /// <summary>Those that the public may see.</summary>
    internal static readonly IReadOnlyList<string> Public =
        ["attic_photos", "attic_mail", "attic_weekly", "attic_a_name_that_is_as_long_as_people_make_them"];

    /// <summary>Nobody is told, and beside that one receiver that works; nobody's way to the third.</summary>
    private const string Notifying = """
        route:
          receiver: nobody
          group_by: [alertname]
          group_wait: 0s
          routes:
            - { receiver: nobody, matchers: [alertname="JobFailed"], continue: true }
            - { receiver: ops, matchers: [alertname="JobFailed"] }
        receivers:
          - name: nobody
          - name: ops
            webhook_configs: [{ url: "HOOK/hook" }]
          - name: broken
            webhook_configs: [{ url: "http://127.0.0.1:1/" }]
        """;

    /// <summary>
    /// A length-delimited MetricFamily "records_seconds" in protobuf: one native histogram of schema 0 with
    /// the counts 3, 8, 21, 13, 5 and 1 in the buckets from (0.125, 0.25] to (4, 8].
    /// </summary>
    private const string NativeHistogram =
        "PQoPcmVjb3Jkc19zZWNvbmRzGAQiKDomCDMRAAAAAABARUAoADGdl4zPCLpbJTgAYgQIAxAGagYGChoPDwc=";

    private static readonly HttpClient Client = new();
    private ApplianceProcess? _appliance;
    private HttpReceiver? _hook;
    private NginxProxy? _proxy;
    private Chromium? _chromium;

    internal ApplianceProcess Appliance => _appliance!;

    /// <summary>What the receiver "ops" was told.</summary>
    internal HttpReceiver Hook => _hook!;

    /// <summary>Where a person opens the pages: <c>…/prometheus/</c>.</summary>
    internal Uri Root => _proxy?.Prometheus ?? new Uri(Appliance.Prometheus, "prometheus/");

    public async Task InitializeAsync()
    {
        // Without a browser every test here is reported as not run; nothing needs to be started for that.
        if (!File.Exists(Chromium.Path)) return;
        _appliance = ApplianceProcess.Prepare();
        Write("hotaru.yml", Settings.Replace(
            "JOBS", $"[{string.Join(", ", Public)}]", StringComparison.Ordinal));
        Write("rules.yml", Rules);
        Write("prometheus.yml", Scraping
            .Replace("PROMETHEUS", $"{_appliance.PrometheusPort}", StringComparison.Ordinal)
            .Replace("PUSHGATEWAY", $"{_appliance.PushgatewayPort}", StringComparison.Ordinal)
            .Replace("NODE", $"{_appliance.NodePort}", StringComparison.Ordinal));
        _hook = HttpReceiver.Start();
        Write("alertmanager.yml", Notifying.Replace("HOOK", _hook.Url, StringComparison.Ordinal));
        await _appliance.StartAsync();
        if (Needs.Missing("nginx") is null) _proxy = await NginxProxy.StartAsync(_appliance);
        _chromium = await Chromium.StartAsync();
        await PushAsync("job/backup/instance/nas", """
            # HELP job_ended_with How the job ended.
            job_ended_with 3

            """);
        await PushAsync("job/report/instance/office", """
            records_copied{step="read"} 42
            records_copied{step="write"} 41

            """);
        await PushProtobufAsync("job/copy", NativeHistogram);
        await UntilToldAsync();
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        if (_proxy is not null) await _proxy.DisposeAsync();
        if (_appliance is not null) await _appliance.DisposeAsync();
        if (_hook is not null) await _hook.DisposeAsync();
    }

    internal async Task PushAsync(string group, string metrics)
    {
        using var body = new StringContent(metrics, Encoding.UTF8);
        await PushAsync(group, body);
    }

    /// <summary>Before any test: one that silences the alert must not come before that.</summary>
    private async Task UntilToldAsync()
    {
        for (var look = 0; Hook.Requests.Count == 0; look++)
        {
            Assert.True(look < 3000, $"nobody was told in a minute:\n{Appliance.Output}");
            await Task.Delay(20);
        }
    }

    private async Task PushProtobufAsync(string group, string base64)
    {
        using var body = new ByteArrayContent(Convert.FromBase64String(base64));
        body.Headers.TryAddWithoutValidation("Content-Type",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited");
        await PushAsync(group, body);
    }

    private async Task PushAsync(string group, HttpContent body)
    {
        using var answer = await Client.PutAsync(new Uri(Appliance.Pushgateway, $"metrics/{group}"), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    internal async Task PingAsync(string what)
    {
        using var answer = await Client.GetAsync(new Uri(Appliance.Prometheus, $"ping/{what}"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    internal Task<Visit> VisitAsync(string path, Device device, ColorScheme scheme = ColorScheme.Light) =>
        VisitAsync(new Uri(Root, path), device, scheme);

    internal async Task<Visit> VisitAsync(
        Uri address, Device device, ColorScheme scheme = ColorScheme.Light) =>
        await Visit.ToAsync(await _chromium!.LookAsync(device, scheme), address, device);

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(Appliance.WorkDirectory, name), text);
}
