using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Rules;

/// <summary>
/// A group and its loop: waits for the next slot, evaluates, counts the slots that were missed.
/// </summary>
internal sealed partial class RunningGroup(RuleGroup group, RuleEnvironment environment, RuleWaker waker)
    : IDisposable
{
    private readonly LoopPulse _pulse = new(environment.Time, LoopPulse.UsualGrace);
    private CancellationTokenSource? _stopping;
    private Task _loop = Task.CompletedTask;

    public RuleGroup Group => group;

    public string? Hanging => _pulse.Overdue is { } overdue
        ? $"rules: {group.Model.Name} was not evaluated, {overdue.TotalMinutes:0} minutes overdue"
        : null;

    /// <summary>Starts the loop where it is not running.</summary>
    public void Start(CancellationToken cancellation)
    {
        if (_stopping is not null) return;
        var stopping = _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _loop = Task.Run(() => LoopAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>Returns when the evaluation that was running has ended.</summary>
    public async Task StopAsync()
    {
        // Where the process could not start, groups are disposed while their engine still ends them.
        using var stopping = Interlocked.Exchange(ref _stopping, null);
        if (stopping is not null) await stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _stopping, null)?.Cancel();
        group.Dispose();
    }

    private async Task LoopAsync(CancellationToken cancellation)
    {
        var slotMs = 0L;
        try
        {
            group.Rehearse(cancellation);
            // What was pending before a restart fires when its time is up, not at the first slot after that.
            waker.Watch(group, group.Slots.After(environment.NowMs));
            while (true)
            {
                var nextMs = group.Slots.After(environment.NowMs);
                // A clock that was set makes any number of slots: those were not missed.
                var missed = slotMs == 0 ? 0 : (nextMs - slotMs) / group.Slots.IntervalMs - 1;
                if (missed is > 0 and < 1000) group.Metrics.Missed += missed;
                slotMs = nextMs;
                var wait = TimeSpan.FromMilliseconds(Math.Max(0, slotMs - environment.NowMs));
                _pulse.Beat(wait + group.Model.Interval);
                await Task.Delay(wait, environment.Time, cancellation).ConfigureAwait(false);
                await EvaluateAsync(slotMs, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
        finally
        {
            _pulse.Rest();
        }
    }

    private async Task EvaluateAsync(long slotMs, CancellationToken cancellation)
    {
        try
        {
            await group.EvaluateAsync(slotMs, cancellation).ConfigureAwait(false);
            waker.Watch(group, group.Slots.After(environment.NowMs));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(environment.Log, group.Model.Source, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the evaluation of {Group} broke off")]
    private static partial void LogBroken(ILogger log, string group, Exception e);
}
