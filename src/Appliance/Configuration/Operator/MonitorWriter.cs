using Hotaru.Model;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Scrape configs of ServiceMonitors and PodMonitors, with the relabeling that the operator documents: a
/// job for each endpoint, named serviceMonitor/namespace/name/0.
/// </summary>
internal sealed class MonitorWriter(GeneratedYaml yaml, SecretBook secrets, string kubeconfig)
{
    private static readonly string[] Limits =
    [
        "sampleLimit", "targetLimit", "labelLimit", "labelNameLengthLimit", "labelValueLengthLimit",
        "keepDroppedTargets", "bodySizeLimit", "scrapeProtocols", "fallbackScrapeProtocol",
        "scrapeNativeHistograms", "nativeHistogramBucketLimit", "nativeHistogramMinBucketFactor",
        "convertClassicHistogramsToNHCB",
    ];

    private static readonly string[] EndpointFields =
    [
        "honorLabels", "honorTimestamps", "trackTimestampsStaleness", "interval", "scrapeTimeout", "path",
        "params", "scheme", "followRedirects", "enableHttp2", "proxyUrl", "noProxy", "proxyFromEnvironment",
        "proxyConnectHeader", "oauth2", "tlsConfig", "bearerTokenFile", "bearerTokenSecret", "basicAuth",
        "authorization",
    ];

    public void Write(OperatorResource monitor)
    {
        if (monitor.Spec is not { } spec) return;
        var isService = monitor.Kind == "ServiceMonitor";
        var endpoints = spec.List(isService ? "endpoints" : "podMetricsEndpoints");
        for (var i = 0; i < endpoints.Count; i++)
        {
            var endpoint = endpoints[i].Map();
            var kind = isService ? "serviceMonitor" : "podMonitor";
            Begin(yaml, $"{kind}/{monitor.Space}/{monitor.Name}/{i}", endpoints[i].At);
            var role = !isService ? "pod"
                : spec.Text("serviceDiscoveryRole") == "EndpointSlice" ? "endpointslice" : "endpoints";
            Discovery(monitor.Space, spec, role, spec);
            var fields = new FieldWriter(secrets, monitor.Space);
            foreach (var name in EndpointFields) fields.Write(yaml, "  ", endpoint, name);
            yaml.Line("  relabel_configs:", endpoints[i].At);
            KeepJob(yaml, spec.At);
            if (isService) Service(spec, endpoint, role);
            else Pod(monitor, spec, endpoint);
            Finish(spec, endpoint, fields);
            foreach (var name in Limits) fields.Write(yaml, "  ", spec, name);
            // Those that are looked at in some cases only.
            foreach (var name in (string[])["targetPort", "port", "portNumber"]) _ = endpoint[name];
            endpoint.End();
        }
    }

    public static void Begin(GeneratedYaml yaml, string job, SourcePosition at) =>
        yaml.Line($"- job_name: {GeneratedYaml.Quoted(job)}", at);

    public static void KeepJob(GeneratedYaml yaml, SourcePosition at) => yaml.Rule(
        at, ("source_labels", new[] { "job" }), ("target_label", "__tmp_prometheus_job_name"));

    /// <summary>kubernetes_sd_configs with the namespaces of a namespaceSelector.</summary>
    public void Discovery(string space, ConfigMap spec, string role, ConfigMap attached)
    {
        var selector = spec["namespaceSelector"] is { IsMap: true } given ? given.Map() : null;
        var names = selector?.Flag("any", false) == true ? []
            : selector?.Texts("matchNames") is { Count: > 0 } matched ? matched : [space];
        var parts = new List<string> { $"role: {role}" };
        if (kubeconfig.Length > 0) parts.Add($"kubeconfig_file: {GeneratedYaml.Quoted(kubeconfig)}");
        if (names.Count > 0)
            parts.Add($"namespaces: {{names: [{string.Join(", ", names.Select(GeneratedYaml.Quoted))}]}}");
        if (attached["attachMetadata"] is { IsMap: true } metadata)
            parts.Add($"attach_metadata: {new FieldWriter(secrets, space).Flow(metadata, "")}");
        yaml.Line($"  kubernetes_sd_configs: [{{{string.Join(", ", parts)}}}]", selector?.At ?? spec.At);
    }

    private void Service(ConfigMap spec, ConfigMap endpoint, string role)
    {
        LabelSelector.Relabel(Selector(spec), "service", yaml);
        var meta = $"__meta_kubernetes_{(role == "endpointslice" ? role : "endpoint")}_";
        if (endpoint.Text("port") is { Length: > 0 } port) Keep(endpoint, "port", meta + "port_name", port);
        else TargetPort(endpoint);
        string[] target = [meta + "address_target_kind", meta + "address_target_name"];
        foreach (var (kind, label) in new[] { ("Node", "node"), ("Pod", "pod") })
        {
            yaml.Rule(spec.At, ("source_labels", target), ("separator", ";"), ("regex", kind + ";(.*)"),
                ("replacement", "${1}"), ("target_label", label));
        }

        Copy(spec, "namespace", "namespace");
        Copy(spec, "service_name", "service");
        Copy(spec, "pod_name", "pod");
        Copy(spec, "pod_container_name", "container");
        OnlyRunning(endpoint);
        foreach (var name in spec.List("targetLabels")) Label(name, "service");
        foreach (var name in spec.List("podTargetLabels")) Label(name, "pod");
        yaml.Rule(spec.At, ("source_labels", new[] { "__meta_kubernetes_service_name" }),
            ("target_label", "job"), ("replacement", "${1}"));
        if (spec["jobLabel"] is { } job) Label(job, "service", "job");
        NameEndpoint(endpoint);
    }

    private void Pod(OperatorResource monitor, ConfigMap spec, ConfigMap endpoint)
    {
        OnlyRunning(endpoint);
        LabelSelector.Relabel(Selector(spec), "pod", yaml);
        if (endpoint.Text("port") is { Length: > 0 } port)
            Keep(endpoint, "port", "__meta_kubernetes_pod_container_port_name", port);
        else if (endpoint.Text("portNumber") is { Length: > 0 } number)
            Keep(endpoint, "portNumber", "__meta_kubernetes_pod_container_port_number", number);
        else TargetPort(endpoint);
        Copy(spec, "namespace", "namespace");
        Copy(spec, "pod_container_name", "container");
        Copy(spec, "pod_name", "pod");
        foreach (var name in spec.List("podTargetLabels")) Label(name, "pod");
        yaml.Rule(spec.At, ("target_label", "job"), ("replacement", $"{monitor.Space}/{monitor.Name}"));
        if (spec["jobLabel"] is { } job) Label(job, "pod", "job");
        NameEndpoint(endpoint);
    }

    private void NameEndpoint(ConfigMap endpoint)
    {
        var (port, target) = (endpoint.Text("port"), endpoint.Text("targetPort"));
        var name = port.Length > 0 ? port : target;
        if (name.Length > 0) yaml.Rule(endpoint.At, ("target_label", "endpoint"), ("replacement", name));
    }

    private void Finish(ConfigMap spec, ConfigMap endpoint, FieldWriter fields)
    {
        fields.WriteList(yaml, endpoint, "relabelings");
        if (endpoint.List("metricRelabelings").Count == 0) return;
        yaml.Line("  metric_relabel_configs:", endpoint.KeyAt("metricRelabelings"));
        fields.WriteList(yaml, endpoint, "metricRelabelings");
    }

    private static ConfigMap Selector(ConfigMap spec)
    {
        if (spec["selector"] is { IsMap: true } selector) return selector.Map();
        spec.Problems.Add(spec.At, "the monitor has no selector",
            "add \"selector:\" with matchLabels; {} means all");
        return spec;
    }

    private void TargetPort(ConfigMap endpoint)
    {
        if (endpoint["targetPort"] is not { ScalarText: { Length: > 0 } port } node) return;
        var what = node.IsLiteral && !node.IsQuoted ? "number" : "name";
        Keep(endpoint, "targetPort", "__meta_kubernetes_pod_container_port_" + what, port);
    }

    private void Keep(ConfigMap map, string field, string label, string value) => yaml.Rule(
        map.KeyAt(field), ("action", "keep"), ("source_labels", new[] { label }), ("regex", value));

    private void Copy(ConfigMap spec, string from, string to) => yaml.Rule(
        spec.At, ("source_labels", new[] { "__meta_kubernetes_" + from }), ("target_label", to));

    private void Label(ConfigNode name, string role, string? target = null)
    {
        var label = GeneratedYaml.Sanitized(name.Text() ?? "");
        yaml.Rule(name.At, ("source_labels", new[] { $"__meta_kubernetes_{role}_label_{label}" }),
            ("target_label", target ?? label), ("regex", "(.+)"), ("replacement", "${1}"));
    }

    private void OnlyRunning(ConfigMap endpoint)
    {
        if (!endpoint.Flag("filterRunning", true)) return;
        yaml.Rule(endpoint.At, ("action", "drop"), ("source_labels", new[] { "__meta_kubernetes_pod_phase" }),
            ("regex", "(Failed|Succeeded)"));
    }
}
