using System.Net;
using System.Text;
using Hotaru.Testing;
using Hotaru.Testing.Kubernetes;

namespace Hotaru.Appliance.Tests.Operator;

/// <summary>
/// Resources of the operator that an API server has are configuration: the real process beside a stand-in of
/// the server, over real HTTP.
/// </summary>
public sealed class ClusterOperatorTests : IAsyncDisposable
{
    private const string Group = "/apis/monitoring.coreos.com/v1/";
    private const string Rules = Group + "prometheusrules";
    private const string Monitors = Group + "servicemonitors";
    private const string Routes = "/apis/monitoring.coreos.com/v1alpha1/alertmanagerconfigs";

    private readonly HttpClient _client = new();
    private readonly ApplianceProcess _appliance = ApplianceProcess.Prepare();

    public async ValueTask DisposeAsync()
    {
        await _appliance.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task Resources_of_a_cluster_are_in_force_and_follow_its_changes()
    {
        await using var cluster = await ClusterAsync();
        cluster.Missing = ["/scrapeconfigs"];
        cluster.Put(Rules, Rule("orders", "OrdersStuck", "up == 0"));
        cluster.Put(Rules, Rule("broken", "Broken", "up ==="));
        cluster.Put(Monitors, Monitor);
        cluster.Put("/api/v1/secrets", Secret("d29yZA=="));
        cluster.Put(Group + "podmonitors", PodMonitor);
        cluster.Put(Group + "probes", Probe);
        cluster.Put(Routes, Route);
        await _appliance.StartAsync();

        await SeesAsync("api/v1/rules", "OrdersStuck");
        var config = await SeesAsync("api/v1/status/config", "serviceMonitor/shop/web/0");
        Assert.Contains("podMonitor/shop/workers/0", config, StringComparison.Ordinal);
        Assert.Contains("probe/shop/front", config, StringComparison.Ordinal);
        await SeesAsync("alertmanager/api/v2/receivers", "shop/team/hook");
        // The broken one is told by name and hurts nobody else.
        Assert.DoesNotContain("\"Broken\"", await GetAsync("api/v1/rules"), StringComparison.Ordinal);
        await SeesAsync("api/hotaru/v1/health", "PrometheusRule shop/broken");
        Assert.Contains("left out: PrometheusRule shop/broken", _appliance.Output, StringComparison.Ordinal);

        cluster.Put(Rules, Rule("broken", "Mended", "up == 1"));
        cluster.Delete(Rules, "shop", "orders");
        await SeesAsync("api/v1/rules", "Mended");
        await SeesNoMoreAsync("api/v1/rules", "OrdersStuck");
        await SeesNoMoreAsync("api/hotaru/v1/health", "PrometheusRule shop/broken");

        // As with the operator, a Prometheus resource says which rules count.
        cluster.Put(Rules, Rule("chosen", "Chosen", "up == 1", "team: shop"));
        await SeesAsync("api/v1/rules", "Chosen");
        cluster.Put(Group + "prometheuses", """
            {"kind": "Prometheus", "metadata": {"name": "main", "namespace": "shop"},
             "spec": {"ruleSelector": {"matchLabels": {"team": "shop"}}}}
            """);
        await SeesNoMoreAsync("api/v1/rules", "Mended");
        Assert.Contains("Chosen", await GetAsync("api/v1/rules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outage_of_the_cluster_changes_nothing_also_over_a_restart()
    {
        await using var cluster = await ClusterAsync();
        cluster.Put(Rules, Rule("orders", "OrdersStuck", "up == 0"));
        cluster.Put(Monitors, Monitor);
        cluster.Put("/api/v1/secrets", Secret("d29yZA=="));
        await _appliance.StartAsync();
        await SeesAsync("api/v1/rules", "OrdersStuck");
        await SeesAsync("api/v1/status/config", "serviceMonitor/shop/web/0");
        await Eventually.True(
            () => _appliance.Output.Contains("looked at", StringComparison.Ordinal), "taken");

        cluster.GoDown();
        // A reload reads the files; what the cluster said last stays.
        using (var answer = await _client.PostAsync(new Uri(_appliance.Prometheus, "-/reload"), null))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("OrdersStuck", await GetAsync("api/v1/rules"), StringComparison.Ordinal);

        await _appliance.StopAsync();
        await _appliance.StartAsync();
        Assert.Contains("OrdersStuck", await GetAsync("api/v1/rules"), StringComparison.Ordinal);
        Assert.Contains(
            "serviceMonitor/shop/web/0", await GetAsync("api/v1/status/config"), StringComparison.Ordinal);

        cluster.Delete(Rules, "shop", "orders");
        cluster.Put(Rules, Rule("fresh", "Fresh", "up == 1"));
        cluster.ComeBack();
        await SeesAsync("api/v1/rules", "Fresh");
        await SeesNoMoreAsync("api/v1/rules", "OrdersStuck");
    }

    private async Task<KubernetesApiServer> ClusterAsync()
    {
        var cluster = await KubernetesApiServer.StartAsync();
        Write("hotaru.yml", "operator: { watch: true, kubeconfig_file: cluster.yml }\n");
        Write("prometheus.yml", "scrape_configs: []\n");
        Write("cluster.yml", $$"""
            current-context: here
            contexts: [{ name: here, context: { cluster: here, user: me } }]
            clusters: [{ name: here, cluster: { server: "{{cluster.Address}}" } }]
            users: [{ name: me, user: { token: secret } }]
            """);
        return cluster;
    }

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(_appliance.WorkDirectory, name), text);

    private Task<string> GetAsync(string path) =>
        _client.GetStringAsync(new Uri(_appliance.Prometheus, path));

    private async Task<string> SeesAsync(string path, string text)
    {
        var last = "";
        for (var i = 0; i < 150; i++)
        {
            last = await GetAsync(path);
            if (last.Contains(text, StringComparison.Ordinal)) return last;
            await Task.Delay(100);
        }

        Assert.Fail($"{text} is not in {path}:\n{last}\n{_appliance.Output}");
        return last;
    }

    private async Task SeesNoMoreAsync(string path, string text)
    {
        for (var i = 0; i < 150; i++)
        {
            if (!(await GetAsync(path)).Contains(text, StringComparison.Ordinal)) return;
            await Task.Delay(100);
        }

        Assert.Fail($"{text} is still in {path}\n{_appliance.Output}");
    }

    private static string Rule(string name, string alert, string expression, string label = "a: b") => $$$"""
        {"kind": "PrometheusRule",
         "metadata": {"name": "{{{name}}}", "namespace": "shop",
            "labels": {"{{{label.Split(": ")[0]}}}": "{{{label.Split(": ")[1]}}}"}},
         "spec": {"groups": [{"name": "g",
            "rules": [{"alert": "{{{alert}}}", "expr": "{{{expression}}}"}]}]}}
        """;

    private static string Secret(string word) => $$"""
        {"kind": "Secret", "metadata": {"name": "login", "namespace": "shop"},
         "data": {"user": "{{Convert.ToBase64String(Encoding.UTF8.GetBytes("ann"))}}", "word": "{{word}}" } }
        """;

    private const string Monitor = """
        {"kind": "ServiceMonitor", "metadata": {"name": "web", "namespace": "shop"},
         "spec": {"selector": {"matchLabels": {"app": "web"}}, "endpoints": [{"port": "web", "basicAuth": {
            "username": {"name": "login", "key": "user"}, "password": {"name": "login", "key": "word"}}}]}}
        """;

    private const string PodMonitor = """
        {"kind": "PodMonitor", "metadata": {"name": "workers", "namespace": "shop"},
         "spec": {"selector": {}, "podMetricsEndpoints": [{"port": "web"}]}}
        """;

    private const string Probe = """
        {"kind": "Probe", "metadata": {"name": "front", "namespace": "shop"},
         "spec": {"prober": {"url": "prober:9115"}, "targets": {"staticConfig": {"static": ["http://shop"]}}}}
        """;

    private const string Route = """
        {"kind": "AlertmanagerConfig", "metadata": {"name": "team", "namespace": "shop"},
         "spec": {"route": {"receiver": "hook"},
            "receivers": [{"name": "hook", "webhookConfigs": [{"url": "http://127.0.0.1:1/"}]}]}}
        """;
}
