using System.Threading.Channels;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Rules;

/// <summary>
/// Evaluates single rules between the slots: when a series that an alert depends on arrives, and when an
/// alert's <c>for</c> ends.
/// What is asked for while a round runs is one next round, so that the queue is never longer
/// than the number of rules.
/// </summary>
internal sealed partial class RuleWaker(RuleEnvironment environment) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<RulePlace> _wanted = [];
    private readonly Dictionary<RuleGroup, ITimer> _timers = [];
    private readonly Channel<bool> _signal =
        Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile RuleIndex _index = new([]);

    public void Use(IEnumerable<RuleGroup> groups)
    {
        var index = new RuleIndex(groups);
        lock (_lock)
        {
            _index = index;
            _wanted.RemoveWhere(place => !index.Contains(place.Group));
            foreach (var gone in _timers.Keys.Where(g => !index.Contains(g)).ToList())
            {
                _timers.Remove(gone, out var timer);
                timer!.Dispose();
            }
        }
    }

    public void Arrived(IReadOnlyCollection<string> metricNames)
    {
        var index = _index;
        lock (_lock)
        {
            foreach (var place in index.Reading(metricNames))
            {
                // A reload may have come between.
                if (_index.Contains(place.Group)) _wanted.Add(place);
            }

            if (_wanted.Count == 0) return;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Wakes the group's rules when an alert changes by time alone before the next slot.</summary>
    public void Watch(RuleGroup group, long nextSlotMs)
    {
        var dueMs = group.NextChangeMs;
        lock (_lock)
        {
            if (_timers.Remove(group, out var old)) old.Dispose();
            if (dueMs >= nextSlotMs || !_index.Contains(group)) return;
            // A timer may come a moment early; a millisecond more spares a second round.
            var wait = TimeSpan.FromMilliseconds(Math.Max(1, dueMs - environment.NowMs + 1));
            _timers[group] =
                environment.Time.CreateTimer(_ => Due(group), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _signal.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            {
                _signal.Reader.TryRead(out _);
                var atMs = 0L;
                foreach (var (group, rules) in Take())
                    atMs = await WakeAsync(group, rules, atMs, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var timer in _timers.Values) timer.Dispose();
            _timers.Clear();
        }
    }

    /// <returns>When the group was evaluated: what reads it is not evaluated for earlier.</returns>
    private async Task<long> WakeAsync(
        RuleGroup group, HashSet<int> rules, long notBeforeMs, CancellationToken cancellation)
    {
        try
        {
            environment.Metrics.Woke();
            notBeforeMs = await group.WakeAsync(rules, notBeforeMs, cancellation).ConfigureAwait(false);
            Watch(group, group.Slots.After(environment.NowMs));
        }
        catch (ObjectDisposedException)
        {
            // The group went with a reload.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogBroken(environment.Log, group.Model.Source, e);
        }

        return notBeforeMs;
    }

    private void Due(RuleGroup group)
    {
        lock (_lock)
        {
            if (!_index.Contains(group)) return;
            for (var i = 0; i < group.Model.Rules.Count; i++)
            {
                if (group.Model.Rules[i] is AlertingRuleModel) _wanted.Add(new RulePlace(group, i));
            }
        }

        _signal.Writer.TryWrite(true);
    }

    private IReadOnlyList<WakeStep> Take()
    {
        lock (_lock)
        {
            var steps = _index.Plan(_wanted);
            _wanted.Clear();
            return steps;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the evaluation of {Group} on an arrival broke off")]
    private static partial void LogBroken(ILogger log, string group, Exception e);
}
