using System.Text;
using Hotaru.Gateway;
using Hotaru.Model;
using Hotaru.Testing;
using Hotaru.Web.Tests.Prometheus;
using Hotaru.Web.Tests.Pushgateway;

namespace Hotaru.Web.Tests.Fuzzing;

/// <summary>
/// Everything that takes a body, with one group pushed and one sample stored, so that it shows when anything
/// of it changes.
/// </summary>
internal sealed class Surfaces : IAsyncDisposable
{
    private static readonly HttpClient Client = new();
    private string _before = "";

    private Surfaces(PushHost push, ApiHost api) => (Push, Api) = (push, api);

    public PushHost Push { get; }

    public ApiHost Api { get; }

    public static async Task<Surfaces> StartAsync()
    {
        var push = await PushHost.StartAsync(new GatewayModel { MaxBodyBytes = 8 << 20 });
        using var content = new StringContent("kept 1\n");
        using var answer = await Client.PutAsync(new Uri(push.Url + "/metrics/job/kept"), content);
        answer.EnsureSuccessStatusCode();
        var series = new MemorySeries();
        series.Add(Labels.Of("__name__", "kept"), 1_700_000_000_000, 1);
        var surfaces = new Surfaces(push, await ApiHost.StartAsync(series));
        surfaces.Stored = () => Text(series) + Text(push.Series) + Groups(push);
        surfaces._before = surfaces.Stored();
        return surfaces;
    }

    /// <summary>All that is stored, as text.</summary>
    public Func<string> Stored { get; private set; } = () => "";

    /// <summary>The address, the path and the headers of a kind of request.</summary>
    public (Uri Server, string Path, string Headers) Of(string kind) => kind switch
    {
        "push" => (new Uri(Push.Url), "/pushgateway/metrics/job/new", ""),
        "push protobuf" => (new Uri(Push.Url), "/pushgateway/metrics/job/new",
            "Content-Type: application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; "
            + "encoding=delimited\n"),
        "push gzip" => (new Uri(Push.Url), "/pushgateway/metrics/job/new", "Content-Encoding: gzip\n"),
        "push snappy" => (new Uri(Push.Url), "/pushgateway/metrics/job/new", "Content-Encoding: snappy\n"),
        "write" => (Server, "/api/v1/write", "Content-Type: application/x-protobuf\n"
            + "Content-Encoding: snappy\n"),
        "write 2" => (Server, "/api/v1/write", "Content-Type: application/x-protobuf;"
            + "proto=io.prometheus.write.v2.Request\nContent-Encoding: snappy\n"),
        "otlp" => (Server, "/api/v1/otlp/v1/metrics", "Content-Type: application/x-protobuf\n"),
        "otlp json" => (Server, "/api/v1/otlp/v1/metrics", "Content-Type: application/json\n"),
        "otlp gzip" => (Server, "/api/v1/otlp/v1/metrics", "Content-Type: application/x-protobuf\n"
            + "Content-Encoding: gzip\n"),
        "read" => (Server, "/api/v1/read", "Content-Type: application/x-protobuf\n"
            + "Content-Encoding: snappy\n"),
        "query" => (Server, "/api/v1/query", "Content-Type: application/x-www-form-urlencoded\n"),
        _ => throw new ArgumentException($"BUG: {kind}", nameof(kind)),
    };

    public static string Head(string path, string headers) =>
        $"POST {path} HTTP/1.1\nHost: h\nConnection: close\n{headers}";

    public void AssertUnchanged() => Assert.Equal(_before, Stored());

    public async ValueTask DisposeAsync()
    {
        await Push.DisposeAsync();
        await Api.DisposeAsync();
    }

    private Uri Server => Api.Client.BaseAddress!;

    private static string Groups(PushHost push) => string.Join(
        "\n", push.Gateway.Groups.Select(g => $"{g.Key} {g.Families.Count}"));

    private static string Text(MemorySeries series)
    {
        var text = new StringBuilder();
        foreach (var labels in series.Series([], long.MinValue, long.MaxValue, 0))
        {
            // The gateway's own series of when a push came and failed change with each push that is refused.
            if (labels["__name__"].StartsWith("push_", StringComparison.Ordinal)) continue;
            text.Append(labels).AppendJoin(' ', series.Samples(labels)).Append('\n');
        }

        return text.ToString();
    }
}
