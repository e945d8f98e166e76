using System.Diagnostics.Metrics;

namespace Hotaru.Client;

/// <summary>
/// One run of a job. It pushes what the job measures every 15 s and at its end, and tells the appliance of
/// the run. Nothing here throws into the job, and its end is held up for
/// <see cref="HotaruJobOptions.ExitPatience"/> at most. Any thread may use it.
/// </summary>
public sealed class HotaruJob : IAsyncDisposable
{
    private readonly HotaruJobOptions _options;
    private readonly JobPusher _pusher;
    private readonly MetricCollector _collector;
    private readonly CancellationTokenSource _over = new();
    private readonly DateTimeOffset _startedAt;
    private readonly long _started;
    private readonly Task _pushing;
    private string? _failure;
    private int _isDisposed;

    private HotaruJob(string name, HotaruJobOptions options)
    {
        (Name, _options) = (name, options);
        Meter = new Meter(MetricCollector.OwnMeter);
        _startedAt = options.Time.GetUtcNow();
        _started = options.Time.GetTimestamp();
        var labels = JobLabels.OfEnvironment(options.Labels);
        _collector = new MetricCollector(Meter, options, labels.OfSeries);
        _pusher = new JobPusher(name, options, labels.OfGroup);
        _pushing = Task.Run(PushAsync);
    }

    /// <summary>The job's name: the label job.</summary>
    public string Name { get; }

    /// <summary>A meter of this run, for counters, gauges and histograms of the job's own.</summary>
    public Meter Meter { get; }

    /// <summary>
    /// Begins a run; disposing it ends the run, as a success unless <see cref="Fail"/> was called.
    /// </summary>
    public static HotaruJob Start(string name, HotaruJobOptions? options = null) =>
        new(name.Length > 0 ? name : "job", options ?? new HotaruJobOptions());

    /// <summary>
    /// Runs the work as a job: an exception makes the run a failure and is thrown on as it is.
    /// </summary>
    public static async Task RunAsync(
        string name, Func<HotaruJob, CancellationToken, Task> work, HotaruJobOptions? options = null,
        CancellationToken cancellation = default)
    {
        await using var job = Start(name, options);
        try
        {
            await work(job, cancellation).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            job.Fail(e.Message);
            throw;
        }
    }

    /// <summary>The run has failed, and why; the first reason is kept.</summary>
    public void Fail(string reason) => Interlocked.CompareExchange(ref _failure, reason, null);

    /// <summary>
    /// Ends the run: one last push, and the outcome. Returns within the patience of the options.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _over.CancelAsync().ConfigureAwait(false);
        using (var patience = new CancellationTokenSource(_options.ExitPatience, _options.Time))
        {
            await _pushing.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Not even a gauge of the job's own that hangs, or a handler that ignores its token, holds it up.
            var end = Task.Run(() => EndAsync(patience.Token));
            await end.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _collector.Dispose();
        Meter.Dispose();
        _pusher.Dispose();
        _over.Dispose();
    }

    private async Task PushAsync()
    {
        using (var patience = new CancellationTokenSource(_options.ExitPatience, _options.Time))
            await _pusher.TellStartAsync(patience.Token).ConfigureAwait(false);
        using var timer = new PeriodicTimer(_options.Interval, _options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token).ConfigureAwait(false))
            {
                using var patience = new CancellationTokenSource(_options.ExitPatience, _options.Time);
                await _pusher.PushAsync(Page(null), patience.Token).ConfigureAwait(false);
                await _pusher.TellAliveAsync(patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private async Task EndAsync(CancellationToken patience)
    {
        await _pusher.PushAsync(Page(_failure is null), patience).ConfigureAwait(false);
        await _pusher.TellEndAsync(_failure, patience).ConfigureAwait(false);
    }

    private byte[] Page(bool? isSuccess) => _collector.Write(page =>
    {
        page.Add("hotaru_run_start_time_seconds", "gauge", _startedAt.ToUnixTimeMilliseconds() / 1000.0);
        page.Add("hotaru_run_duration_seconds", "gauge", _options.Time.GetElapsedTime(_started).TotalSeconds);
        if (isSuccess is { } success) page.Add("hotaru_run_success", "gauge", success ? 1 : 0);
    });
}
