using System.Net;

namespace Hotaru.Web.Tests.Hotaru;

public sealed class IndicatorEndpointsTests
{
    private const string Api = "api/hotaru/v1/";

    [Fact]
    public async Task The_indicator_tells_state_buzzer_since_and_alerts()
    {
        await using var host = await IndicatorHost.StartAsync();
        host.Fire("Fire");

        Assert.Equal(
            OneLine("""
                {"state":"critical","shows":"critical","buzzer":true,"since":"2026-01-01T00:00:00.000Z",
                "reason":"","alerts":[
                {"state":"firing","level":"critical","acknowledged":false,
                "labels":{"alertname":"Fire","severity":"critical"},
                "annotations":{"summary":"it \u0022burns\u0022"},
                "activeAt":"2026-01-01T00:00:00.000Z","startsAt":"2026-01-01T00:00:00.000Z",
                "value":"1","generatorURL":"/graph"}]}
                """),
            await host.Client.GetStringAsync(Api + "indicator"));
    }

    [Fact]
    public async Task Acknowledging_answers_what_the_lamp_shows_then()
    {
        await using var host = await IndicatorHost.StartAsync();
        host.Fire("Fire");
        using var answer = await host.Client.PostAsync(Api + "indicator/acknowledge", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith(
            """{"state":"acknowledged","shows":"acknowledged_critical","buzzer":false""",
            await answer.Content.ReadAsStringAsync());
        using var wrong = await host.Client.GetAsync(Api + "indicator/acknowledge");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
    }

    [Fact]
    public async Task Health_tells_each_part_and_why()
    {
        await using var host = await IndicatorHost.StartAsync();
        host.Part.Reason = "the disk is full";

        Assert.Equal(
            OneLine("""
                {"healthy":false,"parts":[
                {"part":"indicator","healthy":true,"reason":"","since":"2026-01-01T00:00:00.000Z"},
                {"part":"storage","healthy":false,"reason":"the disk is full",
                "since":"2026-01-01T00:00:00.000Z"}]}
                """),
            await host.Client.GetStringAsync(Api + "health"));
    }

    [Fact]
    public async Task Events_begin_with_the_state_and_follow_each_change()
    {
        await using var host = await IndicatorHost.StartAsync();
        using var answer = await host.Client.GetAsync(Api + "events",
            HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no", answer.Headers.GetValues("X-Accel-Buffering").Single());
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        Assert.Contains("\"state\":\"ok\"", await EventAsync(reader));
        host.Fire("Fire");
        Assert.Contains("\"state\":\"critical\"", await EventAsync(reader));
        await host.Panel.AcknowledgeAsync(CancellationToken.None);
        Assert.Contains("\"state\":\"acknowledged\"", await EventAsync(reader));
    }

    [Fact]
    public async Task The_node_page_is_text_of_version_0_0_4()
    {
        await using var host = await IndicatorHost.StartAsync();
        using var answer = await host.Client.GetAsync("node/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8",
            answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("\nnode_load1 ", await answer.Content.ReadAsStringAsync());
    }

    private static string OneLine(string text) => string.Concat(text.Split('\n').Select(line => line.Trim()));

    private static async Task<string> EventAsync(StreamReader reader)
    {
        Assert.Equal("event: indicator", await reader.ReadLineAsync());
        var data = await reader.ReadLineAsync();
        Assert.Equal("", await reader.ReadLineAsync());
        return data!;
    }
}
