using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Jobs;

/// <summary>The real process with a webhook as its only receiver, and its job API over HTTP.</summary>
internal sealed class JobApi : IAsyncDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };

    private JobApi(ApplianceProcess appliance, HttpReceiver receiver) =>
        (Appliance, Receiver) = (appliance, receiver);

    public ApplianceProcess Appliance { get; }

    public HttpReceiver Receiver { get; }

    /// <summary>Notifications so far: "firing" or "resolved".</summary>
    public IReadOnlyList<string> Notifications =>
        [.. Receiver.Requests.Select(r => r.Json.GetProperty("status").GetString()!)];

    public static async Task<JobApi> StartAsync(string hotaru, string? rules = null)
    {
        var api = new JobApi(ApplianceProcess.Prepare(), HttpReceiver.Start());
        api.Write("hotaru.yml", hotaru);
        api.Write("alertmanager.yml", $$"""
            route: { receiver: team, group_by: [alertname, job], group_wait: 0s, group_interval: 1s }
            receivers: [{ name: team, webhook_configs: [{ url: '{{api.Receiver.Url}}/hook' }] }]
            """);
        if (rules is not null)
        {
            api.Write("prometheus.yml",
                "global: { evaluation_interval: 1s }\nrule_files: [rules.yml]\nscrape_configs: []\n");
            api.Write("rules.yml", rules);
        }

        await api.Appliance.StartAsync();
        return api;
    }

    public async Task PingAsync(string what, DateTimeOffset? at = null)
    {
        var moment = at is { } past
            ? $"{(what.Contains('?', StringComparison.Ordinal) ? '&' : '?')}at={Seconds(past)}" : "";
        using var answer = await _client.GetAsync(new Uri(Appliance.Prometheus, $"ping/{what}{moment}"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task PushAsync(string group, string metrics, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(
            method ?? HttpMethod.Put, new Uri(Appliance.Pushgateway, $"metrics/{group}"));
        request.Content = new StringContent(metrics, Encoding.UTF8, "text/plain");
        using var answer = await _client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<(HttpStatusCode Status, string Text)> AskAsync(
        HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Appliance.Prometheus, path));
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var (status, text) = await AskAsync(HttpMethod.Get, $"api/hotaru/v1/{path}");
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<string> StateAsync(string job) =>
        (await GetAsync($"jobs/{job}")).GetProperty("jobs")[0].GetProperty("state").GetString()!;

    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60), "it did not happen for 60 s");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Appliance.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    private static string Seconds(DateTimeOffset at) =>
        (at.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture);

    private void Write(string name, string text) =>
        File.WriteAllText(Path.Combine(Appliance.WorkDirectory, name), text);
}
