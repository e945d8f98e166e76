namespace Hotaru.Client.Tests;

public sealed class JobLabelsTests
{
    [Fact]
    public void In_kubernetes_namespace_and_cron_job_name_the_group_and_the_pod_the_series()
    {
        var labels = Of(new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = "10.0.0.1",
            ["HOSTNAME"] = "backup-28-x",
            ["CRONJOB_NAME"] = "backup",
            ["DOTNET_ENVIRONMENT"] = "Staging",
        });

        Assert.Equal("cronjob=backup environment=Staging namespace=jobs", Text(labels.OfGroup));
        Assert.Equal("pod=backup-28-x", Text(labels.OfSeries));
    }

    [Fact]
    public void Elsewhere_the_host_is_no_pod_and_what_was_given_wins()
    {
        var labels = Of(
            new Dictionary<string, string> { ["HOSTNAME"] = "pi", ["HOTARU_ENVIRONMENT"] = "home" },
            new Dictionary<string, string> { ["environment"] = "attic", ["job"] = "ignored" });

        Assert.Equal("environment=attic", Text(labels.OfGroup));
        Assert.Empty(labels.OfSeries);
    }

    [Theory]
    [InlineData("a", "metrics/job/a")]
    [InlineData("a b%", "metrics/job/a%20b%25")]
    [InlineData("a/b", "metrics/job@base64/YS9i")]
    [InlineData("", "metrics/job@base64/=")]
    public void GroupPath_IsWhatAPushgatewayTakes(string job, string expected) =>
        Assert.Equal(expected, JobPusher.GroupPath(job, []));

    private static JobLabels Of(
        Dictionary<string, string> environment, Dictionary<string, string>? given = null) =>
        JobLabels.Of(name => environment.GetValueOrDefault(name), () => "jobs\n", given ?? []);

    private static string Text(IReadOnlyList<KeyValuePair<string, string>> labels) =>
        string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}"));
}
