using System.Diagnostics;
using Hotaru.Appliance.Configuration;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Configuration.Prometheus;

/// <summary>What is accepted here is accepted by the peer's own checker.</summary>
public sealed class PromtoolTests
{
    private const string Promtool = "/usr/bin/promtool";

    [Theory]
    [InlineData("{}\n")]
    [InlineData("global: {scrape_interval: 15s, scrape_timeout: 5s, external_labels: {site: home}}\n")]
    [InlineData(
        "scrape_configs:\n- job_name: a\n  honor_labels: true\n  metrics_path: /probe\n  scheme: https\n"
        + "  params: {module: [http_2xx]}\n  basic_auth: {username: u, password: p}\n"
        + "  tls_config: {insecure_skip_verify: true}\n  sample_limit: 100\n  body_size_limit: 10MB\n"
        + "  static_configs: [{targets: ['a:1', 'b:2'], labels: {x: y}}]\n"
        + "  relabel_configs:\n  - {source_labels: [__address__], target_label: __param_target}\n"
        + "  - {action: labelmap, regex: 'x_(.+)'}\n  - {action: hashmod, modulus: 4, source_labels: [a], "
        + "target_label: h}\n"
        + "  metric_relabel_configs: [{action: drop, source_labels: [__name__], regex: 'go_.*'}]\n")]
    [InlineData("scrape_configs:\n- job_name: a\n  file_sd_configs: [{files: ['*.json']}]\n"
        + "  http_sd_configs: [{url: 'http://x/sd'}]\n  dns_sd_configs: [{names: [x], type: A, port: 9100}]\n"
        + "  docker_sd_configs: [{host: 'unix:///var/run/docker.sock'}]\n")]
    [InlineData("remote_write:\n- url: http://x/write\n  queue_config: {max_samples_per_send: 500}\n"
        + "  write_relabel_configs: [{action: keep, source_labels: [job], regex: a}]\n"
        + "alerting: {alertmanagers: [{static_configs: [{targets: ['am:9093']}], api_version: v2}]}\n"
        + "storage: {tsdb: {out_of_order_time_window: 30m}, exemplars: {max_exemplars: 10}}\n")]
    public async Task What_is_good_here_is_good_for_promtool(string text)
    {
        var problems = new ProblemList();
        PrometheusFile.Parse(text, "p.yml", problems);
        Assert.Empty(problems.Problems);
        // Not run where the peer is not installed.
        if (!File.Exists(Promtool)) return;
        using var directory = new TempDirectory();
        directory.Write("targets.json", "[]");
        var start = new ProcessStartInfo(Promtool, ["check", "config", directory.Write("p.yml", text)])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
