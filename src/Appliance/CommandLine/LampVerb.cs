using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Indicator;

namespace Hotaru.Appliance.CommandLine;

/// <summary>
/// <c>hotaru lamp test</c>: lights every lamp in turn and sounds the buzzer. An appliance that runs has the
/// lines, so it is asked to do it; else they are taken for the test.
/// </summary>
internal static class LampVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "hotaru.yml (default: the one here)" };
        var test = new Command("test", "Light every lamp in turn and sound the buzzer.") { config };
        test.SetAction((parsed, cancellation) => TestAsync(parsed.GetValue(config), cancellation));
        return new Command("lamp", "The alert lamp.") { test };
    }

    private static async Task<int> TestAsync(string? config, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var model =
            ApplianceFiles.Read(
                new ServeOptions(config, null, new Dictionary<Web.Surface, string>()), problems);
        if (model is null || !problems.IsEmpty)
        {
            foreach (var problem in problems.Problems) await Console.Error.WriteLineAsync(problem.ToString());
            return ExitCode.Failed;
        }

        if (await AskAsync(model.Hotaru.Listen, cancellation))
        {
            Console.WriteLine("the appliance that runs here does the test now");
            return ExitCode.Done;
        }

        var trouble = await LampTest.RunAsync(model.Hotaru.Indicator, TimeProvider.System, cancellation);
        if (trouble.Length > 0)
        {
            await Console.Error.WriteLineAsync($"hotaru: {trouble}");
            return ExitCode.Failed;
        }

        Console.WriteLine("every lamp was lit and the buzzer sounded; no appliance runs here");
        return ExitCode.Done;
    }

    /// <summary>Whether an appliance that runs did the test.</summary>
    private static async Task<bool> AskAsync(ListenModel listen, CancellationToken cancellation)
    {
        if (!listen.Addresses.TryGetValue(Web.Surface.Prometheus, out var address)) return false;
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            var uri = new Uri($"http://{address}/api/hotaru/v1/indicator/test");
            using var answer = await client.PostAsync(uri, null, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
