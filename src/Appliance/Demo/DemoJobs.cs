using System.Globalization;
using System.Text;

namespace Hotaru.Appliance.Demo;

/// <summary>
/// Three batch jobs that push what they did, as any job would: over HTTP. The third begins to fail after its
/// second
/// run.
/// </summary>
internal sealed partial class DemoJobs(Uri pushgateway, TimeProvider time, ILogger<DemoJobs> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly (string Name, double Seconds, int Records)[] Jobs =
    [
        ("backup", 41.5, 12_803), ("photos-sync", 7.2, 318), ("invoices", 2.9, 57),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var client = new HttpClient();
        for (var run = 0; !stoppingToken.IsCancellationRequested; run++)
        {
            foreach (var (name, seconds, records) in Jobs)
            {
                var failed = name == "invoices" && run >= 2;
                await PushAsync(client, name, Body(run, seconds, records, failed), stoppingToken);
            }

            await Task.Delay(Pause, time,
                stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PushAsync(HttpClient client, string job, string body, CancellationToken cancellation)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "text/plain");
            using var answer = await client.PutAsync(
                new Uri(pushgateway, $"metrics/job/{job}"), content, cancellation);
            if (!answer.IsSuccessStatusCode) LogRefused(log, job, (int)answer.StatusCode);
        }
        catch (HttpRequestException e)
        {
            LogUnreachable(log, job, e.Message);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static string Body(int run, double seconds, int records, bool failed)
    {
        // A little life in the numbers, the same at every demo.
        var duration = seconds * (1 + (0.1 * Math.Sin(run)));
        return string.Create(CultureInfo.InvariantCulture, $"""
            # HELP job_exit_code Exit code of the last run.
            # TYPE job_exit_code gauge
            job_exit_code {(failed ? 3 : 0)}
            # HELP job_duration_seconds How long the last run took.
            # TYPE job_duration_seconds gauge
            job_duration_seconds {duration:0.###}
            # HELP job_records Records the last run worked on.
            # TYPE job_records gauge
            job_records {(failed ? 0 : records + (run * 3))}

            """);
    }
}
