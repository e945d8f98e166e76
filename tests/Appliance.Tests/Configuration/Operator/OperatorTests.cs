using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Appliance.Configuration.Rules;
using Hotaru.Model;
using Hotaru.Scraper;
using Hotaru.Testing;
using Hotaru.Web;

namespace Hotaru.Appliance.Tests.Configuration.Operator;

/// <summary>Resources of the Prometheus Operator come to the configuration that the operator makes of them.
/// </summary>
public sealed class OperatorTests : IDisposable
{
    private const string Monitor = """
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata:
          name: demo
          namespace: prometheus
          labels: { release: prometheus }
        spec:
          namespaceSelector: { any: true }
          selector:
            matchLabels: { app.kubernetes.io/name: spring }
            matchExpressions: [{ key: canary, operator: DoesNotExist }]
          jobLabel: team
          targetLabels: [tier]
          endpoints:
          - port: web
            path: /actuator/prometheus
            interval: 30s
            basicAuth: { username: { name: login, key: user }, password: { name: login, key: word } }
            tlsConfig: { insecureSkipVerify: true, serverName: demo }
            relabelings: [{ action: Drop, sourceLabels: [pod], regex: tmp-.* }]
        """;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_ServiceMonitor_is_the_scrape_config_that_the_operator_documents()
    {
        var model = Read(out var problems, Monitor, Secret);
        Assert.Empty(problems);
        var job = Job(model, "serviceMonitor/prometheus/demo/0");
        Assert.Equal(("/actuator/prometheus", TimeSpan.FromSeconds(30)), (job.MetricsPath, job.Interval));
        Assert.Equal("ann", job.Http.BasicAuth!.User.Value);
        Assert.True(job.Http.Tls.InsecureSkipVerify);
        var discovery = Assert.IsType<KubernetesDiscoveryModel>(Assert.Single(job.Discovery));
        Assert.Equal(("endpoints", 0), (discovery.Role, discovery.Namespaces.Count));
        Assert.Equal(
            [
                "job>__tmp_prometheus_job_name",
                "__meta_kubernetes_service_label_app_kubernetes_io_name;"
                    + "__meta_kubernetes_service_labelpresent_app_kubernetes_io_name=(spring);true",
                "__meta_kubernetes_service_labelpresent_canary=true",
                "__meta_kubernetes_endpoint_port_name=web",
                "__meta_kubernetes_endpoint_address_target_kind;"
                    + "__meta_kubernetes_endpoint_address_target_name=Node;(.*)>node",
                "__meta_kubernetes_endpoint_address_target_kind;"
                    + "__meta_kubernetes_endpoint_address_target_name=Pod;(.*)>pod",
                "__meta_kubernetes_namespace>namespace", "__meta_kubernetes_service_name>service",
                "__meta_kubernetes_pod_name>pod", "__meta_kubernetes_pod_container_name>container",
                "__meta_kubernetes_pod_phase=(Failed|Succeeded)",
                "__meta_kubernetes_service_label_tier=(.+)>tier", "__meta_kubernetes_service_name>job",
                "__meta_kubernetes_service_label_team=(.+)>job", ">endpoint", "pod=tmp-.*",
            ],
            job.Relabeling.Select(Shown));
    }

    [Fact]
    public void A_service_and_its_pod_become_the_target_with_the_labels_that_dashboards_expect()
    {
        var job = Job(Read(out _, Monitor, Secret), "serviceMonitor/prometheus/demo/0");
        var labels = new LabelsBuilder(Labels.Of(
            "__address__", "10.0.0.1:8080", "job", job.JobName,
            "__meta_kubernetes_service_label_app_kubernetes_io_name", "spring",
            "__meta_kubernetes_service_labelpresent_app_kubernetes_io_name", "true",
            "__meta_kubernetes_endpoint_port_name", "web", "__meta_kubernetes_namespace", "shop",
            "__meta_kubernetes_endpoint_address_target_kind", "Pod",
            "__meta_kubernetes_endpoint_address_target_name", "demo-1",
            "__meta_kubernetes_service_name", "demo-svc", "__meta_kubernetes_pod_name", "demo-1",
            "__meta_kubernetes_pod_container_name", "app", "__meta_kubernetes_pod_phase", "Running"));
        Assert.True(Relabeler.Apply(labels, job.Relabeling));
        var target = labels.Build();
        Assert.Equal(
            ("demo-svc", "shop", "demo-svc", "demo-1", "app", "web"),
            (target["job"], target["namespace"], target["service"], target["pod"], target["container"],
                target["endpoint"]));
    }

    [Fact]
    public void Pod_monitors_probes_and_scrape_configs_are_jobs_too()
    {
        var model = Read(out var problems, """
            kind: PodMonitor
            metadata: { name: agents, namespace: ops }
            spec:
              selector: { matchLabels: { app: agent } }
              podMetricsEndpoints: [{ portNumber: 9100, honorLabels: true }]
            ---
            kind: Probe
            metadata: { name: sites, namespace: ops }
            spec:
              jobName: sites
              module: http_2xx
              prober: { url: "blackbox:9115" }
              targets: { staticConfig: { static: ["https://a.example"], labels: { env: test } } }
            ---
            kind: ScrapeConfig
            metadata: { name: pi, namespace: ops }
            spec:
              staticConfigs: [{ targets: ["pi:9100"], labels: { room: attic } }]
              scrapeInterval: 15s
              metricsPath: /node/metrics
            """);
        Assert.Empty(problems);
        var pods = Job(model, "podMonitor/ops/agents/0");
        Assert.True(pods.HonorLabels);
        Assert.Equal(["ops"], Assert.IsType<KubernetesDiscoveryModel>(pods.Discovery[0]).Namespaces);
        Assert.Contains(pods.Relabeling, r => Shown(r) == "__meta_kubernetes_pod_container_port_number=9100");
        var probe = Job(model, "probe/ops/sites");
        Assert.Equal(("/probe", "http_2xx"), (probe.MetricsPath, probe.Params[0].Value[0]));
        var labels = new LabelsBuilder(Labels.Of("__address__", "https://a.example", "job", probe.JobName));
        Assert.True(Relabeler.Apply(labels, probe.Relabeling));
        Assert.Equal(
            ("blackbox:9115", "https://a.example", "https://a.example", "sites"),
            (labels.Build()["__address__"], labels.Build()["__param_target"], labels.Build()["instance"],
                labels.Build()["job"]));
        var config = Job(model, "scrapeConfig/ops/pi");
        Assert.Equal(("/node/metrics", TimeSpan.FromSeconds(15)), (config.MetricsPath, config.Interval));
    }

    [Fact]
    public void A_Prometheus_resource_selects_by_labels_and_namespaces()
    {
        const string server = """
            kind: Prometheus
            metadata: { name: main, namespace: prometheus }
            spec:
              serviceMonitorSelector: { matchLabels: { release: prometheus } }
              ruleSelector: {}
              ruleNamespaceSelector: {}
            """;
        var other = Monitor.Replace("release: prometheus", "release: other", StringComparison.Ordinal)
            .Replace("name: demo", "name: other", StringComparison.Ordinal);
        var elsewhere = Monitor.Replace("namespace: prometheus", "namespace: x", StringComparison.Ordinal);
        var model = Read(out var problems, server, Monitor, other, elsewhere, Secret, """
            kind: List
            items:
            - kind: PrometheusRule
              metadata: { name: r, namespace: shop }
              spec: { groups: [{ name: g, rules: [{ alert: A, expr: up == 0 }] }] }
            """);
        Assert.Empty(problems);
        Assert.Equal("serviceMonitor/prometheus/demo/0", Assert.Single(
            model!.Prometheus.ScrapeConfigs, s => s.JobName.Contains('/', StringComparison.Ordinal)).JobName);
        Assert.Contains(model.Rules.Groups, group => group.Name == "g");
    }

    [Fact]
    public void An_AlertmanagerConfig_speaks_for_its_own_namespace()
    {
        var model = Read(out var problems, """
            kind: AlertmanagerConfig
            metadata: { name: team, namespace: shop }
            spec:
              route:
                receiver: chat
                groupBy: [alertname]
                matchers: [{ name: severity, value: "critical|warning", matchType: "=~" }]
                routes:
                - { receiver: mail, matchers: [{ name: page, value: "yes" }], muteTimeIntervals: [night] }
              receivers:
              - name: chat
                webhookConfigs: [{ urlSecret: { name: hook, key: url }, sendResolved: false }]
              - name: mail
                emailConfigs: [{ to: a@b.c, from: h@b.c, smarthost: "mail:25", requireTLS: false }]
              inhibitRules:
              - sourceMatch: [{ name: severity, value: critical }]
                targetMatch: [{ name: severity, value: warning }]
                equal: [alertname]
              muteTimeIntervals:
              - name: night
                timeIntervals: [{ times: [{ startTime: "22:00", endTime: "24:00" }], weekdays: [Monday] }]
            ---
            kind: Secret
            metadata: { name: hook, namespace: shop }
            data: { url: aHR0cDovL2hvb2s= }
            """);
        Assert.Empty(problems);
        var route = model!.Notifier.Root.Routes[0];
        Assert.Equal(("shop/team/chat", true), (route.Receiver, route.Continue));
        Assert.Equal("shop/team/mail", route.Routes[0].Receiver);
        Assert.Equal(["shop/team/night"], route.Routes[0].MuteIntervals);
        Assert.True(route.Matchers.Matches(Labels.Of("namespace", "shop", "severity", "critical")));
        Assert.False(route.Matchers.Matches(Labels.Of("namespace", "other", "severity", "critical")));
        Assert.Contains(model.Notifier.Receivers, receiver => receiver.Name == "shop/team/chat");
        Assert.Contains("shop/team/night", model.Notifier.Intervals.Keys);
        Assert.NotEmpty(model.Notifier.InhibitRules);
    }

    [Theory]
    [InlineData("interval: 30s", "interval: 30sec",
        "resources0.yml:17:5: \"30sec\" is not a duration; write 30s.")]
    [InlineData("path: /actuator/prometheus", "pth: /x", "resources0.yml:16:5: field pth is not known here")]
    [InlineData("key: word", "key: wrong",
        "resources0.yml:18:66: Secret prometheus/login with the key \"wrong\" is not among the resources; "
        + "add the Secret to the files of \"operator:\".")]
    [InlineData("action: Drop", "action: Dropp", "resources0.yml:20:19: \"dropp\" is not a relabel action")]
    [InlineData("operator: DoesNotExist", "operator: Missing",
        "resources0.yml:11:24: \"Missing\" is not an operator of a selector; "
        + "write In, NotIn, Exists or DoesNotExist.")]
    public void A_mistake_is_shown_where_it_stands_in_the_resource(string from, string to, string expected)
    {
        Read(out var problems, Monitor.Replace(from, to, StringComparison.Ordinal), Secret);
        var problem = problems[0].ToString();
        Assert.True(problem.StartsWith(_directory.File(expected), StringComparison.Ordinal), problem);
    }

    [Fact]
    public async Task The_shipped_rules_for_jobs_of_Kubernetes_pass_their_tests()
    {
        var tests = Path.Combine(RepositoryRoot.Path, "docs", "rules", "kubernetes-jobs_test.yml");
        Assert.Empty(await UnitTestCommand.RunAsync(tests, CancellationToken.None));
    }

    private const string Secret = """
        kind: Secret
        metadata: { name: login, namespace: prometheus }
        stringData: { user: ann, word: secret }
        """;

    private static string Shown(RelabelRule rule)
    {
        var regex = rule.Regex.Pattern is "(.*)" ? "" : $"={rule.Regex.Pattern}";
        return string.Join(';', rule.SourceLabels) + regex
            + (rule.TargetLabel.Length > 0 ? $">{rule.TargetLabel}" : "");
    }

    private static ScrapeModel Job(ApplianceModel? model, string name) =>
        Assert.Single(model!.Prometheus.ScrapeConfigs, job => job.JobName == name);

    private ApplianceModel? Read(out IReadOnlyList<Problem> problems, params string[] resources)
    {
        for (var i = 0; i < resources.Length; i++) _directory.Write($"resources{i}.yml", resources[i]);
        var path = _directory.Write("hotaru.yml", "operator: { resources: [\"resources*.yml\"] }\n");
        var list = new ProblemList();
        var model = ApplianceFiles.Read(
            new ServeOptions(path, null, new Dictionary<Surface, string>()), list);
        problems = list.Problems;
        return model;
    }
}
