using System.Net;
using System.Text.Json;

namespace Hotaru.Appliance.Tests.Jobs;

/// <summary>What people do with jobs over HTTP, against the real process.</summary>
public sealed class JobApiTests
{
    private const string Settings = """
        jobs:
          - { name: fixed, period: 1d }
          - { name: ruled, push: { failed_if: 'result{step="copy"} != 0' } }
        status_page: { enabled: true, badges: true, title: "Attic & cellar", jobs: [fixed, pushed] }
        """;

    private const string Rules = """
        groups:
          - name: errors
            rules:
              - alert: BatchErrors
                expr: batch_errors > 0
                labels: { severity: warning, incident: until_resolved }
                annotations: { summary: "{{ $value }} errors" }
        """;

    [Fact]
    public async Task Jobs_are_declared_edited_and_forgotten_and_stay_so_over_a_kill()
    {
        await using var api = await JobApi.StartAsync(Settings);
        await DeclareAsync(api, "nightly", """{"schedule": "30 2 * * *", "zone": "Europe/Berlin"}""");
        await DeclareAsync(api, "nightly", """{"period": "6h", "owner": "ann", "paused": true}""");
        await api.Appliance.KillAsync();
        await api.Appliance.StartAsync();

        var job = (await api.GetAsync("jobs/nightly")).GetProperty("jobs")[0];
        Assert.Equal(
            ("6h", "ann", "paused", "page"),
            (Text(job, "schedule"), Text(job, "owner"), Text(job, "state"), Text(job, "origin")));
        await RefusedAsync(api, "nightly", """{"period": "often"}""", "write the period as 1h or 1d");
        await RefusedAsync(api, "nightly", """{"perod": "1h"}""", "perod");
        var (status, text) = await api.AskAsync(HttpMethod.Put, "api/hotaru/v1/jobs/fixed", "{}");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("hotaru.yml", text, StringComparison.Ordinal);

        (status, _) = await api.AskAsync(HttpMethod.Delete, "api/hotaru/v1/jobs/nightly");
        Assert.Equal(HttpStatusCode.NoContent, status);
        var names = (await api.GetAsync("jobs")).GetProperty("jobs").EnumerateArray()
            .Select(j => Text(j, "job"));
        Assert.Equal(["fixed", "ruled"], names);
    }

    [Fact]
    public async Task Pushes_tell_how_runs_went_and_their_figures_are_kept()
    {
        await using var api = await JobApi.StartAsync(Settings);
        await api.PushAsync("job/pushed", "pushed_duration_seconds 9\npushed_last_success_seconds 100\n");
        Assert.Equal("succeeded", await api.StateAsync("pushed"));
        await api.PushAsync("job/pushed", "pushed_duration_seconds 7\n", HttpMethod.Post);
        Assert.Equal("failed", await api.StateAsync("pushed"));
        var run = (await api.GetAsync("jobs/pushed")).GetProperty("runs")[0];
        Assert.Equal("7", run.GetProperty("metrics").GetProperty("pushed_duration_seconds").GetString());
        Assert.Equal(7, run.GetProperty("duration_seconds").GetDouble());

        await api.PushAsync("job/ruled", "result{step=\"copy\"} 0\n");
        Assert.Equal("succeeded", await api.StateAsync("ruled"));
        await api.PushAsync("job/ruled", "result{step=\"copy\"} 2\n");
        Assert.Equal("failed", await api.StateAsync("ruled"));
        await SeriesAsync(api, "hotaru_job_state{job=\"ruled\"}", "7");
    }

    [Fact]
    public async Task An_alert_is_an_incident_that_is_written_to_and_resolved_with_it()
    {
        await using var api = await JobApi.StartAsync("", Rules);
        await api.PushAsync("job/import", "batch_errors 3\n");
        await JobApi.UntilAsync(async () => (await OpenAsync(api)).Count == 1);
        var incident = (await OpenAsync(api))[0];
        Assert.Equal(("import", "alert"), (Text(incident, "job"), Text(incident, "reason")));
        var at = $"api/hotaru/v1/incidents/{incident.GetProperty("id").GetInt64()}";
        var (status, _) = await api.AskAsync(
            HttpMethod.Post, $"{at}/links", """{"url": "javascript:alert(1)", "text": "x"}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        await api.AskAsync(
            HttpMethod.Post, $"{at}/links", """{"url": "https://wiki/1", "text": "run book", "by": "ann"}""");
        await JobApi.UntilAsync(async () =>
            (await api.AskAsync(HttpMethod.Get, at)).Text.Contains("\"notified\"", StringComparison.Ordinal));

        await api.PushAsync("job/import", "batch_errors 0\n");
        await JobApi.UntilAsync(async () => (await OpenAsync(api)).Count == 0);
        var csv = await api.AskAsync(HttpMethod.Get, "api/hotaru/v1/incidents?format=csv&entries=1");
        Assert.Contains("run book https://wiki/1", csv.Text, StringComparison.Ordinal);
        Assert.StartsWith("id,job,labels,state", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_is_summed_up()
    {
        await using var api = await JobApi.StartAsync("");
        await api.PingAsync("backup/0?create=1&rid=1");
        await api.PingAsync("backup/1?rid=2");
        await api.PingAsync("backup/0?rid=3");
        var job = (await api.GetAsync("summary")).GetProperty("jobs")[0];
        Assert.Equal((3, 1), (job.GetProperty("runs").GetInt32(), job.GetProperty("failures").GetInt32()));
        Assert.InRange(job.GetProperty("availability").GetDouble(), 0, 1);
        Assert.Empty((await api.GetAsync("summary?month=2020-01")).GetProperty("jobs").EnumerateArray());
        var (status, csv) = await api.AskAsync(HttpMethod.Get, "api/hotaru/v1/summary?format=csv");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(",backup,,3,1,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_public_sees_what_it_may_and_nothing_where_it_is_off()
    {
        await using (var off = await JobApi.StartAsync(""))
        {
            foreach (var path in new[] { "public/", "public/status.json", "public/badge/fixed.svg" })
                Assert.Equal(HttpStatusCode.NotFound, (await off.AskAsync(HttpMethod.Get, path)).Status);
        }

        await using var api = await JobApi.StartAsync(Settings);
        await api.PushAsync("job/pushed", "exit_code 3\n");
        await api.PushAsync("job/secret", "exit_code 3\n");
        var page = (await api.AskAsync(HttpMethod.Get, "public/")).Text;
        Assert.Contains("Attic &amp; cellar", page, StringComparison.Ordinal);
        Assert.Contains("One job needs attention", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        var badge = (await api.AskAsync(HttpMethod.Get, "public/badge/pushed.svg")).Text;
        Assert.Contains("pushed: failing", badge, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound, (await api.AskAsync(HttpMethod.Get, "public/badge/secret.svg")).Status);
    }

    [Fact]
    public async Task The_wrapper_is_served_with_the_address_that_was_asked()
    {
        await using var api = await JobApi.StartAsync("");
        var (status, script) = await api.AskAsync(HttpMethod.Get, "job.sh");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(
            $"'http://127.0.0.1:{api.Appliance.PrometheusPort}'", script, StringComparison.Ordinal);
    }

    private static async Task DeclareAsync(JobApi api, string job, string json)
    {
        var (status, text) = await api.AskAsync(HttpMethod.Put, $"api/hotaru/v1/jobs/{job}", json);
        Assert.True(status == HttpStatusCode.OK, text);
    }

    private static async Task RefusedAsync(JobApi api, string job, string json, string why)
    {
        var (status, text) = await api.AskAsync(HttpMethod.Put, $"api/hotaru/v1/jobs/{job}", json);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(why, text, StringComparison.Ordinal);
    }

    private static Task SeriesAsync(JobApi api, string query, string value) => JobApi.UntilAsync(async () =>
        (await api.AskAsync(HttpMethod.Get, $"api/v1/query?query={Uri.EscapeDataString(query)}")).Text
            .Contains($"\"{value}\"]", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<JsonElement>> OpenAsync(JobApi api) =>
        [.. (await api.GetAsync("incidents?state=unclosed")).GetProperty("incidents").EnumerateArray()];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
