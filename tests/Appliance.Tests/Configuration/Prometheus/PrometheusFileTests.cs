using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Scraper;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Configuration.Prometheus;

public sealed class PrometheusFileTests
{
    private readonly ProblemList _problems = new();

    [Fact]
    public void The_file_of_the_Pushgateway_article_is_read()
    {
        var model = Read("""
            global:
              scrape_interval:     15s
              evaluation_interval: 15s
            rule_files:
              - rules.yml
            alerting:
              alertmanagers:
                - static_configs:
                  - targets: ['localhost:9093']
            scrape_configs:
              - job_name: 'prometheus'
                static_configs:
                - targets: ['localhost:9090']
              - job_name: 'node'
                static_configs:
                - targets: ['localhost:9100']
              - job_name: 'pushgateway'
                honor_labels: true
                static_configs:
                - targets: ['localhost:9091']
            """);
        Assert.Empty(_problems.Problems);
        Assert.Equal(["prometheus", "node", "pushgateway"], model.ScrapeConfigs.Select(s => s.JobName));
        Assert.All(model.ScrapeConfigs, s => Assert.Equal(TimeSpan.FromSeconds(15), s.Interval));
        Assert.All(model.ScrapeConfigs, s => Assert.Equal(TimeSpan.FromSeconds(10), s.Timeout));
        Assert.Equal([false, false, true], model.ScrapeConfigs.Select(s => s.HonorLabels));
        var groups = Assert.IsType<StaticDiscoveryModel>(model.ScrapeConfigs[2].Discovery[0]).Groups;
        Assert.Equal(Labels.Of("__address__", "localhost:9091"), groups[0].Targets[0]);
        Assert.Equal("rules.yml", model.RuleFiles[0].Value);
        Assert.IsType<StaticDiscoveryModel>(Assert.Single(model.Alertmanagers[0].Discovery));
    }

    [Fact]
    public void Without_anything_the_defaults_are_Prometheus_own()
    {
        var model = Read("scrape_configs:\n  - job_name: j\n");
        Assert.Empty(_problems.Problems);
        var job = model.ScrapeConfigs[0];
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)), (job.Interval, job.Timeout));
        Assert.Equal(("/metrics", "http", false, true),
            (job.MetricsPath, job.Scheme, job.HonorLabels, job.HonorTimestamps));
        Assert.Equal(ScrapeProtocols.Default, job.Protocols);
        Assert.Equal(TimeSpan.FromMinutes(1), model.Global.EvaluationInterval);
    }

    [Theory]
    [InlineData("globl:\n  x: 1\n", "p.yml:1:1: field globl is not known here; did you mean global?.")]
    [InlineData("scrape_configs:\n  - static_configs: []\n",
        "p.yml:2:5: a scrape config has no job_name; add \"job_name:\".")]
    [InlineData("global:\n  scrape_interval: 5min\n",
        "p.yml:2:20: \"5min\" is not a duration; write 5m.")]
    [InlineData("global:\n  scrape_interval: 5s\n  scrape_timeout: 10s\n",
        "p.yml:3:19: global: the scrape timeout 10s is longer than the scrape interval 5s; make it at most "
        + "5s.")]
    [InlineData("scrape_configs:\n  - job_name: a\n  - job_name: a\n",
        "p.yml:3:15: job \"a\" was there at p.yml:2:5 already; give each job a name of its own.")]
    [InlineData("scrape_configs:\n  - job_name: a\n    static_configs:\n    - targets: ['http://x:1']\n",
        "p.yml:4:17: \"http://x:1\" is not a host and port; write host:port; scheme and metrics_path are "
        + "fields of "
        + "the job.")]
    [InlineData("scrape_configs:\n  - job_name: a\n    scheme: ftp\n",
        "p.yml:3:13: \"ftp\" is not a scheme; write http or https.")]
    [InlineData("scrape_configs:\n  - job_name: a\n    relabel_configs:\n    - action: kep\n",
        "p.yml:4:15: \"kep\" is not a relabel action; write one of replace, keep, drop, keepequal, "
        + "dropequal, hashmod, "
        + "labelmap, labeldrop, labelkeep, lowercase, uppercase.")]
    [InlineData(
        "scrape_configs:\n  - job_name: a\n    relabel_configs:\n    - action: labeldrop\n      regex: x\n"
        + "      target_label: y\n", "p.yml:6:7: action labeldrop takes no target_label; take it out.")]
    [InlineData("scrape_configs:\n  - job_name: a\n    scrape_protocols: [Protobuf]\n",
        "p.yml:3:24: scrape protocol \"Protobuf\" is not known; write one of OpenMetricsText0.0.1, "
        + "OpenMetricsText1.0.0, PrometheusProto, PrometheusText0.0.4, PrometheusText1.0.0.")]
    [InlineData("scrape_configs:\n  - job_name: a\n    ec2_sd_configs: [{}]\n",
        "p.yml:3:5: ec2_sd_configs is not supported; use file_sd_configs or http_sd_configs, which any "
        + "tool can feed.")]
    [InlineData("scrape_configs:\n  - job_name: a\n    file_sd_configs:\n    - files: [targets.txt]\n",
        "p.yml:4:15: \"targets.txt\" is not a path for file discovery; end it with .json, .yml or .yaml.")]
    [InlineData("remote_write:\n  - name: a\n", "p.yml:2:5: remote_write has no url; add \"url:\".")]
    [InlineData(
        "scrape_configs:\n  - job_name: a\n    basic_auth: {username: u, password: p}\n    authorization: "
        + "{credentials: c}\n", "p.yml:4:5: basic_auth and authorization stand together; keep one of them.")]
    public void A_mistake_is_told_with_its_place_and_its_mend(string text, string message)
    {
        Read(text);
        Assert.Contains(message, _problems.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        Read("global:\n  scrape_interval: x\nscrape_configs:\n  - job_name: a\n    honor_label: true\n");
        Assert.Equal(2, _problems.Problems.Count);
    }

    [Fact]
    public void Secrets_are_not_shown_and_the_shown_text_reads_back_the_same()
    {
        var model = Read("""
            remote_write:
              - url: http://user:pw@example.org/write
                authorization: {type: Bearer, credentials: abc}
            scrape_configs:
              - job_name: a
                basic_auth: {username: u, password: "p: w"}
                params: {"match[]": ['up{job="x"}']}
                relabel_configs:
                  - source_labels: [a, b]
                    regex: "(.*);(.*)"
                    target_label: c
                    replacement: "${1}-$2"
            """);
        Assert.Empty(_problems.Problems);
        Assert.DoesNotContain("abc", model.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("p: w", model.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("pw@", model.Text, StringComparison.Ordinal);
        var again = Read(model.Text);
        Assert.Empty(_problems.Problems);
        Assert.Equal(model.Text, again.Text);
        Assert.Equal("${1}-$2", again.ScrapeConfigs[0].Relabeling[0].Replacement);
        Assert.Equal("up{job=\"x\"}", again.ScrapeConfigs[0].Params[0].Value[0]);
    }

    [Fact]
    public void Jobs_also_come_from_the_scrape_config_files()
    {
        using var directory = new TempDirectory();
        directory.Write(
            "jobs/b.yml", "scrape_configs:\n  - job_name: b\n    tls_config: {ca_file: ca.pem}\n");
        directory.Write("jobs/a.yml", "scrape_configs:\n  - job_name: a\n");
        var path = directory.Write(
            "prometheus.yml", "scrape_config_files: ['jobs/*.yml']\nscrape_configs:\n  - job_name: x\n");
        var model = PrometheusFile.Read(path, null!, _problems);
        Assert.Empty(_problems.Problems);
        Assert.Equal(["x", "a", "b"], model.ScrapeConfigs.Select(s => s.JobName));
        Assert.Equal(directory.File("jobs/ca.pem"), model.ScrapeConfigs[2].Http.Tls.Ca.File);
    }

    [Fact]
    public void A_job_has_the_same_fingerprint_until_it_or_the_global_settings_change()
    {
        const string Job = "scrape_configs:\n  - job_name: a\n    static_configs: [{targets: [x]}]\n";
        var first = Read(Job).ScrapeConfigs[0].Fingerprint;
        Assert.Equal(
            first, Read(Job.Replace("[x]", "['x']", StringComparison.Ordinal)).ScrapeConfigs[0].Fingerprint);
        Assert.NotEqual(
            first, Read(Job.Replace("[x]", "[y]", StringComparison.Ordinal)).ScrapeConfigs[0].Fingerprint);
        Assert.NotEqual(first, Read("global: {scrape_interval: 5s}\n" + Job).ScrapeConfigs[0].Fingerprint);
    }

    private PrometheusModel Read(string text) => PrometheusFile.Parse(text, "p.yml", _problems);
}
