using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Hotaru.Appliance.CommandLine;

/// <summary>
/// <c>hotaru query EXPR</c>: asks an appliance that runs, and prints series as promtool does: one line a
/// sample for an instant, one block a series for a range.
/// </summary>
internal static class QueryVerb
{
    public static Command Create()
    {
        var expression = new Argument<string>("expr") { Description = "a PromQL expression" };
        var url = new Option<string?>("--url")
        {
            Description = $"the appliance {ApplianceUrl.Default}",
        };
        var time = new Option<string?>("--time") { Description = "when: RFC 3339 or seconds (default: now)" };
        var start = new Option<string?>("--start") { Description = "a range from here, not an instant" };
        var end = new Option<string?>("--end") { Description = "to here (default: now)" };
        var step = new Option<string?>("--step") { Description = "in steps of, such as 1m (default: 15s)" };
        var command = new Command("query", "Ask an appliance that runs.")
        {
            expression, url, time, start, end, step,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var parameters = new Dictionary<string, string> { ["query"] = parsed.GetValue(expression)! };
            var isRange = parsed.GetValue(start) is not null;
            Add(parameters, "time", isRange ? null : parsed.GetValue(time));
            Add(parameters, "start", parsed.GetValue(start));
            Add(parameters, "end", isRange ? parsed.GetValue(end) ?? Now() : null);
            Add(parameters, "step", isRange ? parsed.GetValue(step) ?? "15s" : null);
            var at = ApplianceUrl.Of(parsed.GetValue(url));
            return RunAsync(at, isRange ? "query_range" : "query", parameters, cancellation);
        });
        return command;
    }

    private static void Add(Dictionary<string, string> parameters, string name, string? value)
    {
        if (value is not null) parameters.Add(name, value);
    }

    private static string Now() =>
        TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static async Task<int> RunAsync(
        string url, string verb, Dictionary<string, string> parameters, CancellationToken cancellation)
    {
        try
        {
            using var client = new HttpClient();
            using var content = new FormUrlEncodedContent(parameters);
            using var answer = await client.PostAsync(
                new Uri($"{url}/api/v1/{verb}"), content, cancellation);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
            foreach (var line in QueryAnswer.Notes(document.RootElement))
                await Console.Error.WriteLineAsync(line);
            if (!answer.IsSuccessStatusCode) return ExitCode.Failed;
            foreach (var line in QueryAnswer.Lines(document.RootElement.GetProperty("data")))
                await Console.Out.WriteLineAsync(line);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or JsonException)
        {
            await Console.Error.WriteLineAsync(
                $"hotaru: {url}: {e.Message} Name the appliance that runs with --url or in $HOTARU_URL.");
            return ExitCode.Failed;
        }
    }
}
