using System.Globalization;
using System.Text.Json;

namespace Hotaru.Conformance.Peers;

/// <summary>
/// Asks a server that speaks Prometheus's API, again and again where that is what it takes.
/// </summary>
internal sealed class Api(Uri server) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>The value of the first series of an instant query; null where there is none.</summary>
    public async Task<double?> ValueAsync(string query)
    {
        using var answer = await QueryAsync(query);
        foreach (var series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
            return double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>Samples of a range selector that selects one series, by time in milliseconds.</summary>
    public async Task<List<(long TimestampMs, string Value)>> SamplesAsync(string query)
    {
        using var answer = await QueryAsync(query);
        var samples = new List<(long, string)>();
        foreach (var series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
        {
            foreach (var sample in series.GetProperty("values").EnumerateArray())
                samples.Add(((long)Math.Round(sample[0].GetDouble() * 1000), sample[1].GetString()!));
        }

        return samples;
    }

    /// <summary>Waits until a query gives a value (at most 60 s).</summary>
    public Task UntilAsync(string query, double value) =>
        UntilAsync($"{query} is {value}", async () => await ValueAsync(query) == value);

    /// <summary>Waits until something is so (at most 60 s).</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
        {
            Assert.False(patience.IsCancellationRequested, $"within 60 s: {what}");
            await Task.Delay(100);
        }
    }

    public Task<string> TextAsync(string path) => _client.GetStringAsync(new Uri(path, UriKind.Relative));

    public void Dispose() => _client.Dispose();

    private async Task<JsonDocument> QueryAsync(string query) => JsonDocument.Parse(
        await TextAsync($"api/v1/query?query={Uri.EscapeDataString(query)}"));
}
