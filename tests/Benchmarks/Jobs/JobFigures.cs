using System.Diagnostics;
using System.Globalization;
using Hotaru.Jobs;
using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;

namespace Hotaru.Benchmarks.Jobs;

/// <summary>
/// Very many jobs: a file with their history is made, then the real process serves it, and its answers are
/// timed. Usage: <c>jobs [jobs] [runs each]</c>; 10,000 and 100 unless said otherwise.
/// </summary>
internal static class JobFigures
{
    private const int Signs = 500;

    private static readonly string[] Paths =
    [
        "jobs?limit=100&recent=24&sort=trouble", "jobs?q=job-004&limit=100&recent=24", "jobs/job-00042",
        "incidents", "incidents?state=unclosed", "incidents?job=job-00042", "incidents/42",
        "incidents?from=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z", "summary?limit=200", "summary",
        "jobs",
    ];

    public static async Task RunAsync(string[] args)
    {
        var jobs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
        using var directory = new TempDirectory();
        var path = Path.Combine(directory.Path, "data", "hotaru.db");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await FillAsync(path, jobs, runs);
        Console.WriteLine(
            $"file        {new FileInfo(path).Length / 1e6:F0} MB for {jobs * (long)runs} runs");

        await File.WriteAllTextAsync(
            Path.Combine(directory.Path, "hotaru.yml"), "status_page: { enabled: true, badges: true }\n");
        var begun = Stopwatch.GetTimestamp();
        await using var appliance = ApplianceProcess.Prepare(directory.Path);
        await appliance.StartAsync();
        Console.WriteLine($"start       {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s until ready");
        using var client = new HttpClient { BaseAddress = appliance.Prometheus };
        foreach (var what in Paths) await TimeAsync(client, $"api/hotaru/v1/{what}");
        foreach (var page in (string[])["jobs", "public/", "public/badge/job-00042.svg"])
            await TimeAsync(client, page);
        await SignsAsync(client, appliance, jobs);
        Console.WriteLine($"memory      {Rss(appliance.ProcessId) / 1e6:F0} MB resident");
    }

    /// <summary>Hourly runs, every hundredth failed; every fiftieth job is in trouble at the end.</summary>
    private static async Task FillAsync(string path, int jobs, int runs)
    {
        using var store = SqliteStore.Open(path);
        using var bulk = new BulkStore(store);
        var now = TimeProvider.System.GetUtcNow();
        var time = new ManualTime(now.AddHours(-runs - 1));
        using var board = new JobBoard(bulk, [], [], time);
        for (var run = 0; run < runs; run++)
        {
            time.Advance(TimeSpan.FromHours(1));
            for (var job = 0; job < jobs; job++)
            {
                var failed = ((run * 31) + job) % 100 == 0 || (run == runs - 1 && job % 50 == 0);
                var labels = Labels.Of("job", $"job-{job:D5}");
                await board.ApplyAsync(
                    new JobSignal(
                        labels, failed ? JobSignalKind.Failed : JobSignalKind.Succeeded, time.GetUtcNow(),
                        "ping")
                    {
                        RunId = $"{run}",
                        StartedAt = time.GetUtcNow().AddSeconds(-30 - (job % 300)),
                        ExitCode = failed ? 1 : 0,
                        Output = "copied 42 files\nall is well\n",
                    }, default);
            }
        }

        await bulk.FlushAsync(default);
    }

    private static async Task TimeAsync(HttpClient client, string path)
    {
        var times = new List<double>();
        long bytes = 0;
        for (var i = 0; i < 15; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            bytes = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(
            $"{path,-60} median {times[7],7:F1} ms, worst {times[^1],7:F1} ms, {bytes / 1e3:F0} kB");
    }

    private static async Task SignsAsync(HttpClient client, ApplianceProcess appliance, int jobs)
    {
        var (written, begun) = (Written(appliance.ProcessId), Stopwatch.GetTimestamp());
        for (var i = 0; i < Signs; i++)
        {
            using var answer = await client.GetAsync(
                new Uri($"ping/job-{i * 7 % jobs:D5}/0?rid=sign-{i}", UriKind.Relative));
            answer.EnsureSuccessStatusCode();
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var bytes = Written(appliance.ProcessId) - written;
        Console.WriteLine(
            $"signs       {Signs / seconds:F0} pings/s one after another, "
            + $"{bytes / (double)Signs / 1e3:F1} kB written for each");
    }

    private static long Rss(int process) => Figure($"/proc/{process}/status", "VmRSS:") * 1024;

    private static long Written(int process) => Figure($"/proc/{process}/io", "write_bytes:");

    private static long Figure(string file, string name) => long.Parse(
        File.ReadLines(file).First(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
