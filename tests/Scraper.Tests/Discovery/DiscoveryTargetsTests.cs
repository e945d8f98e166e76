using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class DiscoveryTargetsTests
{
    [Fact]
    public void A_container_is_a_target_for_each_TCP_port_of_its_first_network()
    {
        using var containers = JsonDocument.Parse("""
            [{"Id": "c1", "Names": ["/web"], "Image": "nginx", "ImageID": "sha", "Labels": {"com.x/y": "z"},
              "HostConfig": {"NetworkMode": "n"},
              "Ports": [{"PrivatePort": 80, "PublicPort": 8080, "IP": "0.0.0.0", "Type": "tcp"},
                        {"PrivatePort": 53, "Type": "udp"}],
              "NetworkSettings": {"Networks": {"b": {"NetworkID": "n2", "IPAddress": "10.0.0.9"},
                                               "a": {"NetworkID": "n1", "IPAddress": "10.0.0.1"}}}},
             {"Id": "c2", "Names": ["/host"], "HostConfig": {"NetworkMode": "host"}, "Ports": [],
              "NetworkSettings": {"Networks": {"host": {"NetworkID": "h", "IPAddress": ""}}}}]
            """);
        using var networks =
            JsonDocument.Parse("""[{"Id": "n1", "Name": "a", "Scope": "local", "Internal": false}]""");
        var model = new DockerDiscoveryModel(
            new Uri("unix:///x"), 80, "localhost", true, [], TimeSpan.FromMinutes(1), new HttpClientModel());
        var targets = DockerTargets.Of(model, containers.RootElement, networks.RootElement).Targets;
        Assert.Equal(
            Labels.Of(
                "__address__", "10.0.0.1:80", "__meta_docker_container_id", "c1",
                "__meta_docker_container_image", "nginx",
                "__meta_docker_container_image_id", "sha", "__meta_docker_container_label_com_x_y", "z",
                "__meta_docker_container_name", "/web", "__meta_docker_container_network_mode", "n",
                "__meta_docker_network_id", "n1", "__meta_docker_network_internal", "false",
                "__meta_docker_network_ip",
                "10.0.0.1", "__meta_docker_network_name", "a", "__meta_docker_network_scope", "local",
                "__meta_docker_port_private", "80", "__meta_docker_port_public", "8080",
                "__meta_docker_port_public_ip",
                "0.0.0.0"),
            targets[0]);
        Assert.Equal("localhost", targets[1]["__address__"]);
        Assert.Equal(2, targets.Count);
    }

    [Fact]
    public void A_pod_is_a_target_for_each_port_of_its_containers()
    {
        var group = Assert.Single(Kubernetes("pod", Pod));
        Assert.Equal(("default", "web-1", "true"), (
            group.Labels["__meta_kubernetes_namespace"], group.Labels["__meta_kubernetes_pod_name"],
            group.Labels["__meta_kubernetes_pod_annotationpresent_prometheus_io_scrape"]));
        Assert.Equal(("ReplicaSet", "true"), (
            group.Labels["__meta_kubernetes_pod_controller_kind"],
            group.Labels["__meta_kubernetes_pod_ready"]));
        Assert.Equal(["10.1.0.5:9100", "10.1.0.5"], group.Targets.Select(t => t["__address__"]));
        Assert.Equal(("metrics", "docker://1", "false"), (
            group.Targets[0]["__meta_kubernetes_pod_container_port_name"],
            group.Targets[0]["__meta_kubernetes_pod_container_id"],
            group.Targets[1]["__meta_kubernetes_pod_container_init"]));
    }

    [Fact]
    public void Endpoints_take_the_labels_of_service_and_pod_along()
    {
        using var pods = JsonDocument.Parse($"[{Pod}]");
        using var services = JsonDocument.Parse(
            """[{"metadata": {"namespace": "default", "name": "web", "labels": {"tier": "front"}}}]""");
        using var endpoints = JsonDocument.Parse("""
            [{"metadata": {"namespace": "default", "name": "web"}, "subsets": [{
              "addresses": [{"ip": "10.1.0.5", "nodeName": "n1",
                             "targetRef": {"kind": "Pod", "name": "web-1"}}],
              "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}]}]}]
            """);
        var objects = new KubernetesObjects([.. endpoints.RootElement.EnumerateArray()])
        {
            Services = [.. services.RootElement.EnumerateArray()],
            Pods = [.. pods.RootElement.EnumerateArray()],
        };
        var group = Assert.Single(KubernetesTargets.Of("endpoints", objects));
        Assert.Equal("front", group.Labels["__meta_kubernetes_service_label_tier"]);
        // The endpoint itself, and the pod's port that no endpoint covers.
        Assert.Equal(["10.1.0.5:8080", "10.1.0.5:9100"], group.Targets.Select(t => t["__address__"]));
        Assert.Equal(["web-1", "web-1"], group.Targets.Select(t => t["__meta_kubernetes_pod_name"]));
    }

    [Fact]
    public void Nodes_services_and_ingresses_have_their_addresses()
    {
        var node = Assert.Single(Kubernetes("node", """
            {"metadata": {"name": "n1"}, "status": {"addresses": [{"type": "Hostname", "address": "n1.local"},
             {"type": "InternalIP", "address": "192.168.1.2"}],
             "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}}}}
            """));
        Assert.Equal(
            ("192.168.1.2:10250", "n1"), (node.Targets[0]["__address__"], node.Targets[0]["instance"]));
        var service = Assert.Single(Kubernetes("service", """
            {"metadata": {"name": "s", "namespace": "d"},
             "spec": {"type": "ClusterIP", "clusterIP": "10.0.0.1",
             "ports": [{"name": "m", "port": 80, "protocol": "TCP"}]}}
            """));
        Assert.Equal("s.d.svc:80", service.Targets[0]["__address__"]);
        var ingress = Assert.Single(Kubernetes("ingress", """
            {"metadata": {"name": "i", "namespace": "d"}, "spec": {"tls": [{"hosts": ["*.x.org"]}],
             "rules": [{"host": "a.x.org", "http": {"paths": [{"path": "/m"}]}}, {"host": "b.org"}]}}
            """));
        Assert.Equal(
            [("https", "/m"), ("http", "/")],
            ingress.Targets.Select(
                t => (t["__meta_kubernetes_ingress_scheme"], t["__meta_kubernetes_ingress_path"])));
    }

    [Fact]
    public void A_DNS_answer_with_pointers_gives_its_SRV_records()
    {
        byte[] answer =
        [
            0, 1, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0,
            1, (byte)'x', 1, (byte)'y', 0, 0, 33, 0, 1,
            0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60, 0, 10, 0, 1, 0, 2, 0x23, 0x8C, 1, (byte)'h', 0xC0, 14,
        ];
        Assert.Equal([new DnsRecord("h.y.", 9100)], DnsAnswer.Records(answer, 33));
        for (var cut = 12; cut < answer.Length; cut++)
        {
            var part = answer.AsSpan(0, cut).ToArray();
            Assert.Throws<FormatException>(() => DnsAnswer.Records(part, 33));
        }
    }

    private const string Pod = """
        {"metadata": {"namespace": "default", "name": "web-1", "uid": "u",
          "annotations": {"prometheus.io/scrape": "yes"},
          "ownerReferences": [{"kind": "ReplicaSet", "name": "web", "controller": true}]},
         "spec": {"nodeName": "n1", "containers": [
           {"name": "app", "image": "app:1",
            "ports": [{"name": "metrics", "containerPort": 9100, "protocol": "TCP"}]},
           {"name": "side", "image": "side:1"}]},
         "status": {"podIP": "10.1.0.5", "phase": "Running",
           "conditions": [{"type": "Ready", "status": "True"}],
           "containerStatuses": [{"name": "app", "containerID": "docker://1"}]}}
        """;

    private static IReadOnlyList<TargetGroup> Kubernetes(string role, string item)
    {
        using var json = JsonDocument.Parse(item);
        return KubernetesTargets.Of(role, new KubernetesObjects([json.RootElement.Clone()]));
    }
}
