namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Scrape configs of Probes: targets that a prober, such as the blackbox exporter, looks at.
/// </summary>
internal sealed class ProbeWriter(GeneratedYaml yaml, SecretBook secrets, MonitorWriter monitors)
{
    private static readonly string[] Fields =
    [
        "interval", "scrapeTimeout", "sampleLimit", "targetLimit", "labelLimit", "labelNameLengthLimit",
        "labelValueLengthLimit", "keepDroppedTargets", "scrapeProtocols", "fallbackScrapeProtocol",
        "tlsConfig",
        "bearerTokenSecret", "basicAuth", "oauth2", "authorization", "followRedirects", "enableHttp2",
    ];

    public void Write(OperatorResource probe)
    {
        if (probe.Spec is not { } spec) return;
        var prober = spec["prober"] is { IsMap: true } given ? given.Map() : null;
        if (prober?.Text("url") is not { Length: > 0 } url)
        {
            spec.Problems.Add(
                spec.KeyAt("prober"), "the probe has no prober", "add \"prober:\" with its url");
            return;
        }

        var fields = new FieldWriter(secrets, probe.Space);
        MonitorWriter.Begin(yaml, $"probe/{probe.Space}/{probe.Name}", probe.At);
        yaml.Line("  honor_timestamps: true", spec.At);
        var path = GeneratedYaml.Quoted(prober.Text("path", "/probe"));
        yaml.Line($"  metrics_path: {path}", prober.KeyAt("path"));
        fields.Write(yaml, "  ", prober, "scheme");
        foreach (var name in (string[])["proxyUrl", "noProxy"]) fields.Write(yaml, "  ", prober, name);
        foreach (var name in Fields) fields.Write(yaml, "  ", spec, name);
        Params(spec, fields);
        var targets = spec["targets"] is { IsMap: true } node ? node.Map() : null;
        var (source, ingress) = (targets?["staticConfig"], targets?["ingress"]);
        if (source is null && ingress is not null)
            monitors.Discovery(probe.Space, ingress.Map(), "ingress", spec);
        else if (source is not null) Static(probe, source.Map());
        else spec.Problems.Add(spec.KeyAt("targets"), "the probe has no targets",
            "add staticConfig or ingress to \"targets:\"");
        yaml.Line("  relabel_configs:", spec.At);
        MonitorWriter.KeepJob(yaml, spec.At);
        if (spec.Text("jobName") is { Length: > 0 } job)
            yaml.Rule(spec.KeyAt("jobName"), ("target_label", "job"), ("replacement", job));
        if (source is not null) OfStatic(spec);
        else if (ingress is not null) OfIngress(ingress.Map());
        yaml.Rule(spec.At, ("source_labels", new[] { "__param_target" }), ("target_label", "instance"));
        yaml.Rule(prober.KeyAt("url"), ("target_label", "__address__"), ("replacement", url));
        if ((source ?? ingress)?.Map() is { } own)
            fields.WriteList(yaml, own, "relabelingConfigs");
        if (spec.List("metricRelabelings").Count == 0) return;
        yaml.Line("  metric_relabel_configs:", spec.KeyAt("metricRelabelings"));
        fields.WriteList(yaml, spec, "metricRelabelings");
    }

    private void Params(ConfigMap spec, FieldWriter fields)
    {
        var all = new List<string>();
        var module = spec.Text("module");
        if (module.Length > 0) all.Add($"module: [{GeneratedYaml.Quoted(module)}]");
        foreach (var node in spec.List("params"))
        {
            var param = node.Map();
            if (param.Text("name") == "module" && module.Length > 0) continue;
            var values = param["values"] is { } list ? fields.Flow(list, "") : "[]";
            all.Add($"{GeneratedYaml.Quoted(param.Text("name"))}: {values}");
        }

        if (all.Count > 0) yaml.Line($"  params: {{{string.Join(", ", all)}}}", spec.KeyAt("module"));
    }

    private void Static(OperatorResource probe, ConfigMap config)
    {
        var labels = config.TextMap("labels").ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
        labels.TryAdd("namespace", probe.Space);
        var targets = string.Join(", ", config.Texts("static").Select(GeneratedYaml.Quoted));
        var shown = labels.OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => $"{GeneratedYaml.Quoted(l.Key)}: {GeneratedYaml.Quoted(l.Value)}");
        var joined = string.Join(", ", shown);
        yaml.Line($"  static_configs: [{{targets: [{targets}], labels: {{{joined}}}}}]", config.At);
    }

    private void OfStatic(ConfigMap spec) => yaml.Rule(
        spec.At, ("source_labels", new[] { "__address__" }), ("target_label", "__param_target"));

    private void OfIngress(ConfigMap ingress)
    {
        if (ingress["selector"] is { IsMap: true } selector)
            LabelSelector.Relabel(selector.Map(), "ingress", yaml);
        string[] parts =
            ["__meta_kubernetes_ingress_scheme", "__address__", "__meta_kubernetes_ingress_path"];
        yaml.Rule(ingress.At, ("source_labels", parts), ("separator", ";"), ("regex", "(.+);(.+);(.+)"),
            ("target_label", "__param_target"), ("replacement", "${1}://${2}${3}"), ("action", "replace"));
        yaml.Rule(ingress.At, ("source_labels", new[] { "__meta_kubernetes_namespace" }),
            ("target_label", "namespace"));
        yaml.Rule(ingress.At, ("source_labels", new[] { "__meta_kubernetes_ingress_name" }),
            ("target_label", "ingress"));
        yaml.Rule(ingress.At, ("source_labels", new[] { "__address__" }), ("separator", ";"),
            ("regex", "(.*)"), ("target_label", "__tmp_ingress_address"), ("replacement", "$1"),
            ("action", "replace"));
    }
}
