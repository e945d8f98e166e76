using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Wiring;

public sealed class ForwardingTests
{
    [Fact]
    public async Task Alertmanagers_are_found_in_a_file_relabeled_and_told()
    {
        await using var other = HttpReceiver.Start();
        await using var appliance = ApplianceProcess.Prepare();
        var address = new Uri(other.Url).Authority;
        await WriteAsync(appliance, "prometheus.yml", """
            global: {evaluation_interval: 1s}
            rule_files: [r.yml]
            alerting:
              alert_relabel_configs: [{target_label: from, replacement: pi}]
              alertmanagers:
              - path_prefix: /am/
                file_sd_configs: [{files: [am.json]}]
                relabel_configs: [{source_labels: [use], regex: "no", action: drop}]
            """);
        await WriteAsync(appliance, "am.json", $$$"""
            [{"targets": ["{{{address}}}"]}, {"targets": ["127.0.0.1:1"], "labels": {"use": "no"}}]
            """);
        await WriteAsync(appliance, "r.yml", "groups: [{name: g, rules: [{alert: A, expr: 'vector(1)'}]}]");
        await appliance.StartAsync();
        await Eventually.True(() => other.Requests.Count > 0, "told");
        var request = other.Requests[0];
        Assert.Equal("/am/api/v2/alerts", request.Path);
        Assert.Equal("pi", request.Json[0].GetProperty("labels").GetProperty("from").GetString());
        using var client = new HttpClient { BaseAddress = appliance.Prometheus };
        var listed = await client.GetStringAsync(new Uri("api/v1/alertmanagers", UriKind.Relative));
        Assert.Contains($"http://{address}/am/api/v2/alerts", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:1/", listed, StringComparison.Ordinal);
    }

    private static Task WriteAsync(ApplianceProcess appliance, string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(appliance.WorkDirectory, name), text);
}
