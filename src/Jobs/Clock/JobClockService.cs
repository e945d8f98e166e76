using System.Buffers.Binary;
using Hotaru.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>
/// Lets the clocks of all jobs judge when something may have changed, and writes their series every minute.
/// While
/// the time is not trusted, and for the time in which the process did not run, nothing is judged.
/// </summary>
/// <param name="isTimeTrusted">Whether the system's clock is set.</param>
public sealed partial class JobClockService(
    JobBoard board, IStore store, ISampleSink samples, Func<bool> isTimeTrusted, TimeProvider time,
    ILogger<JobClockService> log) : BackgroundService
{
    private const string Table = "jobs_clock";
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);
    private readonly JobSeries _series = new(samples, time);
    private DateTimeOffset _heardUntil;
    private DateTimeOffset _writtenAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _heardUntil = LastAlive() ?? time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = await JudgeAsync(stoppingToken);
                var sleep = next is { } moment ? moment - time.GetUtcNow() : LongestSleep;
                if (sleep > LongestSleep) sleep = LongestSleep;
                if (sleep < TimeSpan.FromMilliseconds(50)) sleep = TimeSpan.FromMilliseconds(50);
                await Task.Delay(sleep, time, stoppingToken);
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
    }

    private async Task<DateTimeOffset?> JudgeAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var wasDeaf = now - _heardUntil > LongestSleep * 4 || now < _heardUntil;
        if (!isTimeTrusted()) return null;
        if (wasDeaf) await board.SkipAsync(_heardUntil < now ? _heardUntil : now, cancellation);
        var next = await board.TickAsync(cancellation);
        _heardUntil = now;
        if (now - _writtenAt >= JobSeries.Interval || now < _writtenAt) await WriteAsync(now, cancellation);
        return next;
    }

    private async Task WriteAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await _series.WriteAsync(board.Jobs, cancellation);
        var alive = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(alive, now.ToUnixTimeMilliseconds());
        await store.CommitAsync(
            new StoreBatch().Put(Table, "alive"u8.ToArray(), alive), Durability.Journaled, cancellation);
        _writtenAt = now;
    }

    private DateTimeOffset? LastAlive() =>
        store.Get(Table, "alive"u8) is { Length: 8 } value
            ? DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(value))
            : null;
}
