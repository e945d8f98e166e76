using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Libraries;
using Hotaru.Appliance.Wiring;
using Hotaru.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Appliance.CommandLine;

/// <summary>
/// <c>hotaru backup FILE</c>: a consistent copy of the database of an appliance that runs, or, with --data,
/// of one that is stopped. The copy is checked before it has its name.
/// </summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "the new file for the copy" };
        var url = new Option<string?>("--url")
        {
            Description = $"the appliance that runs {ApplianceUrl.Default}",
        };
        var data = new Option<string?>("--data") { Description = "the data directory of a stopped one" };
        var command = new Command("backup", "Copy all data, also while Hotaru runs.") { file, url, data };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(file)!,
            ApplianceUrl.Of(parsed.GetValue(url)),
            parsed.GetValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, string url, string? data, CancellationToken cancellation)
    {
        var partial = file + ".partial";
        try
        {
            if (File.Exists(file))
                throw new StoreException($"{file} is there already; name a new file for the backup.");
            File.Delete(partial);
            if (data is null) await FetchAsync(url, partial, cancellation);
            else await CopyAsync(data, partial, cancellation);
            BuiltIn.Engines.Check(partial);
            File.Move(partial, file);
            Console.WriteLine($"{file}: {new FileInfo(file).Length} bytes, checked");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"hotaru: {e.Message}");
            return ExitCode.Failed;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task FetchAsync(string url, string partial, CancellationToken cancellation)
    {
        try
        {
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var request = new HttpRequestMessage(
                HttpMethod.Post, new Uri($"{url}/api/hotaru/v1/storage/backup"));
            using var answer = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                var reason = await answer.Content.ReadAsStringAsync(cancellation);
                throw new StoreException($"{url} answers {(int)answer.StatusCode}: {reason.Trim()}");
            }

            await using var target = File.Create(partial);
            await answer.Content.CopyToAsync(target, cancellation);
            target.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException)
        {
            throw new StoreException(
                $"{url}: {e.Message} Name the appliance that runs with --url, or the data directory of a "
                + "stopped one with --data.", e);
        }
    }

    private static async Task CopyAsync(string data, string partial, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var model = ApplianceFiles.Read(
            new ServeOptions(null, data, new Dictionary<Web.Surface, string>()), problems)
            ?? throw new StoreException(string.Join(Environment.NewLine, problems.Problems));
        var path = model.Hotaru.DatabasePath;
        if (!File.Exists(path)) throw new StoreException($"{path} is not there.");
        // Whatever the configuration says by now: the data is copied by the engine that it is kept by.
        if (BuiltIn.Engines.Of(path) is { } owner)
            model = model with { Hotaru = model.Hotaru with { StoreEngine = owner } };
        await using var storage = await StorageParts.OpenAsync(
            model, TimeProvider.System, NullLoggerFactory.Instance, cancellation);
        await storage.Series.BackupAsync(partial, cancellation);
    }
}
