using System.Net;
using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Testing;
using Hotaru.Web;

namespace Hotaru.Appliance.Tests.Configuration.Hotaru;

public sealed class HotaruFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_empty_file_is_every_default()
    {
        var model = Read("", out var problems);
        Assert.Empty(problems);
        Assert.Equal(IPEndPoint.Parse("127.0.0.1:9090"), model.Listen.Addresses[Surface.Prometheus]);
        Assert.Equal(4, model.Listen.Addresses.Count);
        Assert.Null(model.PrometheusFile);
        Assert.Equal(_directory.File("data/hotaru.db"), model.DatabasePath);
        Assert.Equal(TimeSpan.FromSeconds(30), model.Storage.JournalInterval);
        Assert.False(model.AdminApi);
    }

    [Fact]
    public void The_example_of_the_documentation_is_the_defaults()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "configuration.md"));
        var yaml = text.Split("```yaml")[1].Split("```")[0];
        _directory.Write("prometheus.yml", "");
        _directory.Write("alertmanager.yml", "");
        var model = Read(yaml, out var problems);
        Assert.DoesNotContain(
            problems, p => !p.What.Contains("field indicator", StringComparison.Ordinal));
        Assert.Equal(new global::Hotaru.Storage.StorageModel(), model.Storage);
        Assert.Equal(("sqlite", "kernel"), (model.StoreEngine.Name, model.Indicator.Driver.Name));
    }

    [Fact]
    public void A_file_beside_it_is_found_under_its_default_name()
    {
        var path = _directory.Write("prometheus.yml", "");
        Assert.Equal(path, Read("", out _).PrometheusFile);
    }

    [Fact]
    public void The_command_line_wins()
    {
        var options = new ServeOptions(
            _directory.Write("hotaru.yml", "listen: { node: \"127.0.0.1:1\" }"), _directory.File("elsewhere"),
            new Dictionary<Surface, string> { [Surface.Node] = "off", [Surface.Pushgateway] = ":9999" });
        var problems = new ProblemList();
        var model = HotaruFile.Read(options, problems);
        Assert.Empty(problems.Problems);
        Assert.False(model.Listen.Addresses.ContainsKey(Surface.Node));
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Any, 9999), model.Listen.Addresses[Surface.Pushgateway]);
        Assert.Equal(_directory.File("elsewhere/hotaru.db"), model.DatabasePath);
    }

    [Theory]
    [InlineData("lissten: {}", "1:1: field lissten is not known here; did you mean listen?.")]
    [InlineData("listen: { node: abc }",
        "1:17: \"abc\" is not an address; write host:port such as 127.0.0.1:9090, or off.")]
    [InlineData("prometheus: other.yml",
        "1:13: {dir}/other.yml is not there; create it, or take \"prometheus:\" out.")]
    [InlineData("external_url: pi", "1:15: \"pi\" is not an http URL; write it as http://raspberrypi:8080/.")]
    [InlineData("storage: { journal_interval: 5min }", "1:30: \"5min\" is not a duration; write 5m.")]
    [InlineData("storage: { retention: { size: 8 } }",
        "1:31: \"8\" is not a size; write a number and a unit, such as 512MB or 8GB.")]
    [InlineData("storage: { engine: litedb }",
        "1:20: litedb was not built into this hotaru; make it with build-arm.sh --libraries card, "
        + "or write sqlite.")]
    [InlineData("storage: { engine: postgres }",
        "1:20: \"postgres\" is not a storage engine; write sqlite or litedb.")]
    [InlineData("indicator: { driver: iot }",
        "1:22: iot was not built into this hotaru; make it with build-arm.sh --libraries card, "
        + "or write kernel.")]
    [InlineData("indicator: { driver: wiringpi }",
        "1:22: \"wiringpi\" is not a driver of the lines; write kernel or iot.")]
    [InlineData("admin_api: maybe", "1:12: \"maybe\" is neither true nor false; write true or false.")]
    [InlineData("- a\n- b", "1:1: a map of fields is expected here, not a list.")]
    [InlineData("jobs: [{ schedule: \"* * * *\" }]",
        "1:8: a job has no name; add \"name:\".\n"
        + "1:20: \"* * * *\": a cron expression has five fields, this one has 4; write it as 30 2 * * *.")]
    [InlineData("jobs: [{ name: a, period: 1h, zone: Mars }, { name: a, schedule: \"@daily\", zone: Mars }]",
        "1:82: \"Mars\" is not a time zone; write it as Europe/Berlin or UTC.\n"
        + "1:45: job \"a\" is declared twice; keep one of them.")]
    [InlineData("jobs: { kubernetes: { start_grace: 5min } }",
        "1:21: kubernetes names no API server, and this is no pod of a cluster; "
        + "add \"kubeconfig_file:\" or \"api_server:\".\n"
        + "1:36: \"5min\" is not a duration; write 5m.")]
    public void A_mistake_is_shown_with_its_place_and_the_mend(string yaml, string expected)
    {
        Read(yaml, out var problems);
        var prefix = _directory.File("hotaru.yml") + ":";
        var lines = expected.Split('\n').Select(l => prefix + l.Replace("{dir}", _directory.Path));
        Assert.Equal(lines, problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Jobs_may_come_from_a_cluster_and_from_kube_state_metrics()
    {
        var model = Read("""
            jobs:
              declared: [{ name: backup }]
              kubernetes: { api_server: "https://10.0.0.1:6443", namespaces: [shop], start_grace: 5m }
              kube_state_metrics: { cluster_label: region, zone: Europe/Berlin, lone_jobs: false }
            """, out var problems);
        Assert.Empty(problems);
        Assert.Equal("backup", Assert.Single(model.Jobs).Name);
        Assert.Equal(new Uri("https://10.0.0.1:6443"), model.ClusterJobs!.Server);
        Assert.Equal(TimeSpan.FromMinutes(5), model.ClusterJobs.Options.StartGrace);
        Assert.Equal("region", model.StateMetricsJobs!.ClusterLabel);
        Assert.False(model.StateMetricsJobs.Options.IncludesLoneJobs);
    }

    [Fact]
    public void What_is_no_YAML_is_shown_with_its_place()
    {
        Read("listen: {\n  a: [1\n", out var problems);
        Assert.StartsWith(_directory.File("hotaru.yml") + ":", Assert.Single(problems).ToString());
    }

    private HotaruModel Read(string yaml, out IReadOnlyList<global::Hotaru.Model.Problem> problems)
    {
        var list = new ProblemList();
        var path = _directory.Write("hotaru.yml", yaml);
        var model = HotaruFile.Read(new ServeOptions(path, null, new Dictionary<Surface, string>()), list);
        problems = list.Problems;
        return model;
    }
}
