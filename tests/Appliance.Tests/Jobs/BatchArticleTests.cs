using System.Text.Json;

namespace Hotaru.Appliance.Tests.Jobs;

/// <summary>
/// The story of the article about batches on GKE over real HTTP: an hourly job fails five times, which is one
/// incident with one place to write, open until the next success, with the right duration.
/// </summary>
public sealed class BatchArticleTests
{
    private const string Hourly = """
        jobs:
          - { name: batch, schedule: "0 * * * *", zone: UTC, longest_run: 30m }
        """;

    [Fact]
    public async Task Five_failures_are_one_incident_that_the_next_success_closes()
    {
        await using var api = await JobApi.StartAsync(Hourly);
        // The last five hours, told run by run: every ping says when it was.
        var first = DateTimeOffset.FromUnixTimeSeconds(
            DateTimeOffset.UtcNow.AddHours(-6).ToUnixTimeSeconds() / 3600 * 3600);
        for (var hour = 0; hour < 5; hour++)
        {
            await api.PingAsync($"batch/start?rid={hour}", first.AddHours(hour));
            await api.PingAsync($"batch/1?rid={hour}", first.AddHours(hour).AddMinutes(10));
            Assert.Equal("failed", await api.StateAsync("batch"));
        }

        await JobApi.UntilAsync(() => Task.FromResult(api.Notifications.Count > 0));
        Assert.Equal("critical", (await LampAsync(api)).State);
        var id = await IncidentAsync(api);
        await api.AskAsync(HttpMethod.Post, $"api/hotaru/v1/incidents/{id}/notes",
            """{"by": "ann", "text": "the quota was used up"}""");
        await api.AskAsync(HttpMethod.Post, $"api/hotaru/v1/incidents/{id}/acknowledge", """{"by": "ann"}""");
        // Whoever acknowledges the incident stills the lamp, which is steady from then on.
        Assert.Equal(("acknowledged", false), await LampAsync(api));

        // A restart in the middle changes nothing.
        await api.Appliance.KillAsync();
        await api.Appliance.StartAsync();
        Assert.Equal(id, await IncidentAsync(api));
        await JobApi.UntilAsync(async () => await LampAsync(api) == ("acknowledged", false));

        await api.PingAsync("batch/start?rid=5", first.AddHours(5));
        await api.PingAsync("batch/0?rid=5", first.AddHours(5).AddMinutes(10));
        await JobApi.UntilAsync(() => Task.FromResult(api.Notifications.Count > 1));
        await JobApi.UntilAsync(async () => await LampAsync(api) == ("ok", false));

        await AssertClosedAsync(api, id);
        Assert.Equal(["firing", "resolved"], api.Notifications);
    }

    private static async Task AssertClosedAsync(JobApi api, long id)
    {
        await JobApi.UntilAsync(async () => Kinds(await api.GetAsync($"incidents/{id}")).Count(
            kind => kind == "notified") == 2);
        var incident = await api.GetAsync($"incidents/{id}");
        Assert.Equal("closed", incident.GetProperty("state").GetString());
        // From the end of the first failed run to the end of the successful one.
        Assert.Equal(5 * 3600, incident.GetProperty("duration_seconds").GetDouble());
        var kinds = Kinds(incident);
        Assert.Equal(5, kinds.Count(kind => kind == "failed"));
        Assert.Single(kinds, "note");
        Assert.Single(kinds, "acknowledged");
        Assert.Contains(incident.GetProperty("entries").EnumerateArray(), entry =>
            entry.GetProperty("kind").GetString() == "acknowledged"
            && entry.GetProperty("by").GetString() == "ann");
    }

    private static List<string> Kinds(JsonElement incident) =>
        [.. incident.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!)];

    private static async Task<long> IncidentAsync(JobApi api)
    {
        var incidents = (await api.GetAsync("incidents")).GetProperty("incidents");
        return Assert.Single(incidents.EnumerateArray()).GetProperty("id").GetInt64();
    }

    private static async Task<(string State, bool Buzzer)> LampAsync(JobApi api)
    {
        var lamp = await api.GetAsync("indicator");
        return (lamp.GetProperty("state").GetString()!, lamp.GetProperty("buzzer").GetBoolean());
    }
}
