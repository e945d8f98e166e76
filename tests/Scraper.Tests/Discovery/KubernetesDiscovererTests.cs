using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hotaru.Kubernetes;
using Hotaru.Model;
using Hotaru.Testing;
using Hotaru.Testing.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class KubernetesDiscovererTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly Dictionary<string, TargetGroup> _groups = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private int _told;

    [Fact]
    public async Task A_new_pod_is_a_target_without_another_list()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put("/api/v1/pods", Pod("a", "10.0.0.1"));
        Discover(Model("pod", api.Address));
        await Finds("10.0.0.1:80");
        api.Put("/api/v1/pods", Pod("b", "10.0.0.2"));
        await Finds("10.0.0.1:80", "10.0.0.2:80");
        api.Delete("/api/v1/pods", "d", "a");
        await Finds("10.0.0.2:80");
        Assert.Single(api.Requests, r => !r.Contains("watch=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_keeps_the_targets_that_were_known()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put("/api/v1/pods", Pod("a", "10.0.0.1"));
        Discover(Model("pod", api.Address));
        await Finds("10.0.0.1:80");
        api.GoDown();
        api.Put("/api/v1/pods", Pod("b", "10.0.0.2"));
        api.Compact();
        await Eventually.True(() => Advance() && api.Refused > 5, "asked often while it was down");
        Assert.Equal(["10.0.0.1:80"], Addresses);
        api.ComeBack();
        await Finds("10.0.0.1:80", "10.0.0.2:80");
    }

    [Fact]
    public async Task Pods_name_their_Deployment_Job_and_CronJob_where_that_is_asked_for()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put("/api/v1/pods", Pod("a", "10.0.0.1", "ReplicaSet", "web-5d9"));
        api.Put("/api/v1/pods", Pod("b", "10.0.0.2", "Job", "backup-1"));
        api.Put("/apis/apps/v1/replicasets", Owned("web-5d9", "Deployment", "web"));
        api.Put("/apis/batch/v1/jobs", Owned("backup-1", "CronJob", "backup"));
        var attached = new KubernetesMetadata { Deployment = true, Job = true, CronJob = true };
        Discover(Model("pod", api.Address) with { Attached = attached });
        await Finds("10.0.0.1:80", "10.0.0.2:80");
        Assert.Equal("web", Label("pod/d/a", "pod_deployment_name"));
        Assert.Equal(
            ("backup-1", "backup"), (Label("pod/d/b", "pod_job_name"), Label("pod/d/b", "pod_cronjob_name")));
    }

    [Fact]
    public async Task Pods_on_nodes_that_the_selector_leaves_out_are_no_targets()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put("/api/v1/pods", Pod("a", "10.0.0.1", node: "edge"));
        api.Put("/api/v1/pods", Pod("b", "10.0.0.2", node: "core"));
        api.Put("/api/v1/nodes", """{"metadata": {"name": "edge", "labels": {"zone": "e"}}}""");
        api.Put("/api/v1/nodes", """{"metadata": {"name": "core", "labels": {"zone": "c"}}}""");
        Discover(Model("pod", api.Address) with
        {
            Attached = new KubernetesMetadata { Node = true },
            Selectors = [new KubernetesSelector("node", "zone=e", "")],
        });
        await Finds("10.0.0.1:80");
        Assert.Equal("e", Label("pod/d/a", "node_label_zone"));
    }

    [Fact]
    public async Task The_second_address_family_of_a_service_is_not_scraped_twice()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put("/api/v1/services", """
            {"metadata": {"namespace": "d", "name": "web"},
             "spec": {"ipFamilyPolicy": "PreferDualStack", "ipFamilies": ["IPv4", "IPv6"]}}
            """);
        api.Put("/apis/discovery.k8s.io/v1/endpointslices", Slice("web-4", "IPv4", "10.0.0.1"));
        api.Put("/apis/discovery.k8s.io/v1/endpointslices", Slice("web-6", "IPv6", "fd00::1"));
        Discover(Model("endpointslice", api.Address));
        await Finds("10.0.0.1:80");
    }

    [Fact]
    public async Task Only_the_namespaces_that_are_named_are_asked_for()
    {
        await using var api = await KubernetesApiServer.StartAsync();
        api.Put("/api/v1/pods", Pod("a", "10.0.0.1"));
        Discover(Model("pod", api.Address) with { Namespaces = ["d", "e"] });
        await Finds("10.0.0.1:80");
        Assert.DoesNotContain(api.Requests, r => r.StartsWith("/api/v1/pods", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_certificate_and_a_CA_of_ones_own_lead_in_over_TLS()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = Certificate("CN=kube-apiserver", key);
        await using var api = await KubernetesApiServer.StartAsync(
            X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null));
        api.Put("/api/v1/pods", Pod("a", "10.0.0.1"));
        using var clientKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var client = Certificate("CN=hotaru", clientKey);
        var tls = new TlsModel
        {
            Ca = new SecretModel(server.ExportCertificatePem(), ""),
            Certificate = new SecretModel(client.ExportCertificatePem(), ""),
            Key = new SecretModel(clientKey.ExportPkcs8PrivateKeyPem(), ""),
        };
        Discover(Model("pod", api.Address) with { Http = new HttpClientModel { Tls = tls } });
        await Finds("10.0.0.1:80");
        Assert.Contains("CN=hotaru", api.ClientCertificates);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private IReadOnlyList<string> Addresses
    {
        get
        {
            lock (_groups)
            {
                return [.. _groups.Values.SelectMany(g => g.Targets).Select(t => t["__address__"])
                    .Order(StringComparer.Ordinal)];
            }
        }
    }

    private static KubernetesDiscoveryModel Model(string role, Uri server) =>
        new(role, server, [], false, [], KubernetesMetadata.None, new HttpClientModel());

    private void Discover(KubernetesDiscoveryModel model)
    {
        var reflectors = new SharedReflectors(_time, NullLogger.Instance);
        _running = new KubernetesDiscoverer("job", model, reflectors, _time, NullLogger.Instance)
            .RunAsync(Take, _stopping.Token);
    }

    private void Take(IReadOnlyList<TargetGroup> groups)
    {
        lock (_groups)
        {
            _told++;
            foreach (var group in groups)
            {
                if (group.Targets.Count == 0) _groups.Remove(group.Source);
                else _groups[group.Source] = group;
            }
        }
    }

    private string Label(string source, string name) => _groups[source].Labels["__meta_kubernetes_" + name];

    private bool Advance()
    {
        _time.Advance(TimeSpan.FromMilliseconds(200));
        return true;
    }

    private Task Finds(params string[] addresses) => Eventually.True(
        () => Advance() && _told > 0 && Addresses.SequenceEqual(addresses), string.Join(',', addresses));

    private static X509Certificate2 Certificate(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }

    private static string Pod(
        string name, string ip, string kind = "", string owner = "", string node = "") =>
        $$$"""
        {"metadata": {"namespace": "d", "name": "{{{name}}}",
                      "ownerReferences": [{"controller": true, "kind": "{{{kind}}}", "name": "{{{owner}}}"}]},
         "spec": {"nodeName": "{{{node}}}", "containers": [{"name": "c", "ports": [{"containerPort": 80}]}]},
         "status": {"podIP": "{{{ip}}}", "phase": "Running"}}
        """;

    private static string Owned(string name, string kind, string owner) => $$$"""
        {"metadata": {"namespace": "d", "name": "{{{name}}}",
                      "ownerReferences": [{"controller": true, "kind": "{{{kind}}}", "name": "{{{owner}}}"}]}}
        """;

    private static string Slice(string name, string family, string address) => $$$"""
        {"metadata": {"namespace": "d", "name": "{{{name}}}",
                      "labels": {"kubernetes.io/service-name": "web"}},
         "addressType": "{{{family}}}", "ports": [{"port": 80}],
         "endpoints": [{"addresses": ["{{{address}}}"]}]}
        """;
}
