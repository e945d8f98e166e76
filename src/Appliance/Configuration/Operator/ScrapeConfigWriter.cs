namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>
/// Scrape configs of ScrapeConfig resources: their fields are those of the file under the operator's names.
/// </summary>
internal sealed class ScrapeConfigWriter(GeneratedYaml yaml, SecretBook secrets)
{
    public void Write(OperatorResource resource)
    {
        if (resource.Spec is not { } spec) return;
        var fields = new FieldWriter(secrets, resource.Space);
        MonitorWriter.Begin(yaml, $"scrapeConfig/{resource.Space}/{resource.Name}", resource.At);
        foreach (var name in spec.Names.ToList())
        {
            if (name is not ("jobName" or "relabelings" or "scrapeClass"))
                fields.Write(yaml, "  ", spec, name);
        }

        yaml.Line("  relabel_configs:", spec.At);
        MonitorWriter.KeepJob(yaml, spec.At);
        if (spec.Text("jobName") is { Length: > 0 } job)
            yaml.Rule(spec.KeyAt("jobName"), ("target_label", "job"), ("replacement", job));
        fields.WriteList(yaml, spec, "relabelings");
    }
}
