using Hotaru.Appliance.Wiring;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Promql;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Appliance.Tests.Wiring;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task It_is_sent_by_the_real_process_and_kept_back_while_a_rule_fails()
    {
        await using var service = HttpReceiver.Start();
        await using var appliance = ApplianceProcess.Prepare();
        await WriteAsync(appliance, "hotaru.yml",
            $"heartbeat: {{ url: '{service.Url}/beat', interval: 1s }}");
        await WriteAsync(appliance, "prometheus.yml",
            "global: {evaluation_interval: 1s}\nrule_files: [r.yml]");
        // Two series on each side that cannot be told apart: it fails as soon as they are there.
        await WriteAsync(appliance, "r.yml",
            "groups: [{name: g, rules: [{alert: A, expr: 'one + on() two > 1'}]}]");
        await appliance.StartAsync();
        await Eventually.True(() => service.Requests.Count >= 2, "two beats");
        Assert.All(service.Requests, request => Assert.Equal("/beat", request.Path));

        using var client = new HttpClient { BaseAddress = appliance.Pushgateway };
        using var body = new StringContent(
            "one{a=\"1\"} 1\none{a=\"2\"} 1\ntwo{a=\"1\"} 1\ntwo{a=\"2\"} 1\n");
        using var answer = await client.PutAsync(new Uri("metrics/job/j", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode);
        await Eventually.True(
            () => appliance.Output.Contains(
                "The heartbeat is kept back: rules: A of group g", StringComparison.Ordinal),
            "kept back");
        var sent = service.Requests.Count;
        using var gone = await client.DeleteAsync(new Uri("metrics/job/j", UriKind.Relative));
        await Eventually.True(() => service.Requests.Count > sent, "beating again");
    }

    [Theory]
    [InlineData("ingest")]
    [InlineData("notifier")]
    public async Task A_link_that_does_not_answer_is_stuck(string link)
    {
        var time = new ManualTime();
        var store = new MemoryStore();
        var samples = new MemorySeries();
        await using var notifier = new NotifierService(
            NotifierModel.Silent, new NotifierOptions(), store, time, NullLoggerFactory.Instance);
        using var engine = new PromqlEngine(samples, new EngineOptions(), time);
        var probe = new ChainProbe(
            link == "ingest" ? new StuckSink(samples) : samples, engine, notifier, () => [], time);
        if (link == "notifier") store.Hang = true;
        var walk = probe.WalkAsync(CancellationToken.None);
        await Eventually.True(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return walk.IsCompleted;
            },
            "given up");
        store.Hang = false;
        var bad = (await walk).First(part => !part.IsHealthy);
        Assert.Equal((link, "no answer within 20 s"), (bad.Part, bad.Reason));
    }

    [Fact]
    public async Task A_chain_that_is_well_has_no_bad_link()
    {
        var time = new ManualTime();
        var samples = new MemorySeries();
        await using var notifier = new NotifierService(
            NotifierModel.Silent, new NotifierOptions(), new MemoryStore(), time, NullLoggerFactory.Instance);
        using var engine = new PromqlEngine(samples, new EngineOptions(), time);
        var probe = new ChainProbe(samples, engine, notifier, () => [], time);
        var links = await probe.WalkAsync(CancellationToken.None);
        Assert.Equal(["ingest", "query", "notifier"], links.Select(l => l.Part));
        Assert.All(links, l => Assert.Equal("", l.Reason));
    }

    private static Task WriteAsync(ApplianceProcess appliance, string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(appliance.WorkDirectory, name), text);
}
