using System.Buffers.Binary;
using Hotaru.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>
/// Lets the clocks of all jobs judge when something may have changed, and writes their series when it has and
/// every minute. While the time is not trusted, and for the time in which the process did not run, nothing is
/// judged.
/// </summary>
/// <param name="isTimeTrusted">Whether the system's clock is set.</param>
/// <param name="arrivals">Is told when series of jobs have changed.</param>
public sealed partial class JobClockService(
    JobBoard board, IStore store, ISampleSink samples, Func<bool> isTimeTrusted, IArrivalSink arrivals,
    TimeProvider time, ILogger<JobClockService> log) : BackgroundService
{
    private const string Table = "jobs_clock";
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);

    /// <summary>How often it is noted that somebody listened: each note is a write to the card.</summary>
    private static readonly TimeSpan MarkInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromSeconds(1);
    private readonly JobSeries _series = new(samples, time);
    private readonly Lock _lock = new();
    private readonly Dictionary<Labels, JobState> _changed = [];
    private readonly SemaphoreSlim _wake = new(0);
    private DateTimeOffset _heardUntil;
    private DateTimeOffset _writtenAt;
    private DateTimeOffset _markedAt;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        board.Changed += Note;
        // The lamp must know at once what is open: it waits for this word after a restart.
        board.Report();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Begin();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = await JudgeAsync(stoppingToken);
                await SleepAsync(next, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                LogFailed(log, e.Message);
                await Task.Delay(LongestSleep, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await EndAsync();
    }

    private async Task EndAsync()
    {
        try
        {
            if (_markedAt > default(DateTimeOffset))
                await MarkAliveAsync(_heardUntil, CancellationToken.None);
        }
        catch (StoreException e)
        {
            LogFailed(log, e.Message);
        }
    }

    /// <summary>Until the next moment, or until a job changes; a burst of changes is one.</summary>
    private async Task SleepAsync(DateTimeOffset? next, CancellationToken cancellation)
    {
        await Task.Delay(ShortestSleep, time, cancellation);
        var sleep = next is { } moment ? moment - time.GetUtcNow() : LongestSleep;
        if (sleep > LongestSleep) sleep = LongestSleep;
        if (sleep <= TimeSpan.Zero) return;
        using var until = new CancellationTokenSource(sleep, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until.Token, cancellation);
        try
        {
            await _wake.WaitAsync(either.Token);
            while (_wake.Wait(0, CancellationToken.None))
            {
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }
    }

    /// <summary>Takes up when the last process listened last.</summary>
    internal void Begin() => _heardUntil = LastAlive() ?? time.GetUtcNow();

    /// <summary>One round: what the clocks say, then the series. Says when the next has something to do.
    /// </summary>
    internal async Task<DateTimeOffset?> JudgeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var wasDeaf = now - _heardUntil > LongestSleep * 4 || now < _heardUntil;
        if (!isTimeTrusted()) return null;
        if (wasDeaf) await board.SkipAsync(_heardUntil, cancellation);
        var next = await board.TickAsync(cancellation);
        _heardUntil = now;
        if (now - _writtenAt >= JobSeries.Interval || now < _writtenAt) await WriteAsync(now, cancellation);
        else await WriteChangedAsync(cancellation);
        return next;
    }

    private async Task WriteAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await WriteChangedAsync(cancellation);
        await _series.WriteAllAsync(board.Jobs.ToList(), cancellation);
        _writtenAt = now;
        if (now - _markedAt >= MarkInterval || now < _markedAt) await MarkAliveAsync(now, cancellation);
    }

    private async Task MarkAliveAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var alive = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(alive, now.ToUnixTimeMilliseconds());
        await store.CommitAsync(
            new StoreBatch().Put(Table, "alive"u8.ToArray(), alive), Durability.Journaled, cancellation);
        _markedAt = now;
    }

    private async Task WriteChangedAsync(CancellationToken cancellation)
    {
        List<JobState> changed;
        lock (_lock)
        {
            if (_changed.Count == 0) return;
            changed = [.. _changed.Values];
            _changed.Clear();
        }

        await _series.WriteAsync(changed, cancellation);
        arrivals.Arrived(JobSeries.Names);
    }

    private void Note(IReadOnlyCollection<JobState> jobs)
    {
        if (jobs.Count == 0) return;
        lock (_lock)
        {
            foreach (var job in jobs) _changed[job.Labels] = job;
        }

        _wake.Release();
    }

    private DateTimeOffset? LastAlive() =>
        store.Get(Table, "alive"u8) is { Length: 8 } value
            ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(value))
            : null;
}
