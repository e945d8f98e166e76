using Hotaru.Model;
using Hotaru.Promql;
using Microsoft.Extensions.Logging;

namespace Hotaru.Rules;

/// <summary>
/// One group at run time. Evaluations of a group never overlap: scheduled ones and those that an arrival asks
/// for go through the same gate. What others may see is an immutable status.
/// </summary>
internal sealed partial class RuleGroup : IDisposable
{
    private readonly RuleEnvironment _environment;
    private readonly RulesModel _configuration;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<RuleState> _rules = [];
    private readonly Dictionary<string, RuleState> _byIdentity = new(StringComparer.Ordinal);
    private readonly AlertJournal _journal;
    private readonly ClockSteps _clock;
    private long _lastMs = long.MinValue;
    private long _nextChangeMs = long.MaxValue;
    private int _scheduledRuns;
    private volatile RuleGroupStatus _status;
    private long _progressAt;

    public RuleGroup(RuleGroupModel model, RulesModel configuration, RuleEnvironment environment)
    {
        (Model, _configuration, _environment) = (model, configuration, environment);
        Slots = new EvaluationSlots(model);
        foreach (var rule in model.Rules)
        {
            var state = new RuleState(rule);
            _rules.Add(state);
            var identity = rule.Identity;
            for (var n = 2; !_byIdentity.TryAdd(identity, state); n++) identity = $"{rule.Identity}#{n}";
        }

        _journal = new AlertJournal(environment.Store, model.Source);
        _clock = new ClockSteps(environment.Time);
        Metrics = environment.Metrics.Of(model);
        _progressAt = environment.Time.GetTimestamp();
        _status = Snapshot(TimeSpan.Zero, null);
    }

    public RuleGroupModel Model { get; }

    public EvaluationSlots Slots { get; }

    public RuleGroupMetrics Metrics { get; }

    public RuleGroupStatus Status => _status;

    /// <summary>How long no evaluation of the group has ended, whatever the clock was set to.</summary>
    public TimeSpan Silence => _environment.Time.GetElapsedTime(Interlocked.Read(ref _progressAt));

    /// <summary>When an alert of the group next changes by time alone; long.MaxValue for never.</summary>
    public long NextChangeMs => Interlocked.Read(ref _nextChangeMs);

    /// <summary>
    /// Whether this is the same group with the same rules under the same external labels and address.
    /// </summary>
    public bool IsSameAs(RuleGroupModel model, RulesModel configuration) =>
        Model.Text == model.Text && _configuration.ExternalUrl == configuration.ExternalUrl
        && _configuration.ExternalLabels.Equals(configuration.ExternalLabels)
        && _configuration.QueryOffset == configuration.QueryOffset;

    /// <summary>Takes the alerts up where the process ended, and tells of them at once.</summary>
    public void Restore()
    {
        var start = _environment.Time.GetTimestamp();
        _journal.Restore(_byIdentity);
        var nowMs = _environment.NowMs;
        var downMs = _journal.LastEvaluationMs() is var last and > 0 ? nowMs - last : 0;
        var alerts = _rules.SelectMany(r => r.Alerts.Values).ToList();
        // Time in which nobody looked does not count as pending.
        if (downMs > 2 * Slots.IntervalMs)
        {
            foreach (var alert in alerts.Where(a => a.State == AlertState.Pending))
                alert.ActiveAtMs += downMs;
        }

        foreach (var alert in alerts.Where(a => a.State != AlertState.Resolved))
            alert.ValidUntilMs = nowMs + ValidForMs;
        Interlocked.Exchange(ref _nextChangeMs, NextChange());
        Metrics.RestoreSeconds = _environment.Time.GetElapsedTime(start).TotalSeconds;
        if (alerts.Count == 0) return;
        LogRestored(_environment.Log, alerts.Count, Model.Source);
        _status = Snapshot(TimeSpan.Zero, null);
        Report();
    }

    /// <summary>
    /// Takes over from the same group of an earlier configuration, whose evaluations have ended.
    /// </summary>
    public async Task AdoptAsync(RuleGroup earlier, CancellationToken cancellation)
    {
        _journal.Adopt(earlier._journal);
        (_lastMs, _scheduledRuns) = (earlier._lastMs, earlier._scheduledRuns);
        var gone = new List<Labels>();
        foreach (var (identity, state) in earlier._byIdentity)
        {
            if (_byIdentity.TryGetValue(identity, out var heir)) heir.Adopt(state);
            else gone.AddRange(state.Series.Keys);
        }

        _status = Snapshot(earlier.Status.Duration, earlier.Status.EvaluatedAt);
        if (gone.Count > 0)
            await _environment.Output.EndAsync(gone, _environment.NowMs, cancellation).ConfigureAwait(false);
        Report();
    }

    /// <summary>
    /// The group is gone from the configuration: its series end, and so does what it said of alerts.
    /// </summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await _environment.Output.EndAsync(_rules.SelectMany(r => r.Series.Keys), _environment.NowMs,
            cancellation)
            .ConfigureAwait(false);
        Tell(new AlertReport(Model.Source, []));
        await _journal.ForgetAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Evaluates all rules for a slot.</summary>
    public Task EvaluateAsync(long slotMs, CancellationToken cancellation) =>
        EvaluateAsync(slotMs, _ => true, isScheduled: true, cancellation);

    /// <summary>Evaluates some rules now, between the slots.</summary>
    /// <param name="notBeforeMs">When what they read was recorded, which may be a moment ahead.</param>
    /// <returns>For what time they were evaluated.</returns>
    public Task<long> WakeAsync(IReadOnlySet<int> rules, long notBeforeMs, CancellationToken cancellation) =>
        EvaluateAsync(
            Math.Max(_environment.NowMs, notBeforeMs), rules.Contains, isScheduled: false, cancellation);

    /// <summary>
    /// Evaluates every rule once on a state of its own and forgets the outcome: the first push after the
    /// start then finds compiled code and read chunks.
    /// </summary>
    public void Rehearse(CancellationToken cancellation)
    {
        foreach (var state in _rules)
        {
            try
            {
                var vector = _environment.Queries.Instant(
                    state.Model.Expression, _environment.NowMs, cancellation);
                if (vector.Count == 0) vector = [new VectorSample(Labels.Empty, _environment.NowMs, 1)];
                if (state.Model is AlertingRuleModel rule)
                    new AlertingEvaluation(rule, new RuleState(rule),
                        Context(_environment.NowMs, cancellation))
                        .Run(vector);
            }
            catch (Exception e) when (e is QueryException or RuleEvaluationException)
            {
                // The evaluation will tell.
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose() => _gate.Dispose();

    private long ValidForMs =>
        4 * (long)Math.Max(Model.Interval.TotalMilliseconds, _environment.ResendDelay.TotalMilliseconds);

    private async Task<long> EvaluateAsync(
        long timestampMs, Func<int, bool> selects, bool isScheduled, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var start = _environment.Time.GetTimestamp();
            var startedAt = _environment.Time.GetUtcNow();
            FollowClock();
            // An arrival may have been evaluated after the slot came: time does not go back within a group.
            if (timestampMs <= _lastMs) timestampMs = _lastMs + 1;
            _lastMs = timestampMs;
            var samples = 0;
            for (var i = 0; i < _rules.Count; i++)
            {
                if (selects(i))
                    samples += await RunAsync(_rules[i], timestampMs, cancellation).ConfigureAwait(false);
            }

            if (isScheduled) _scheduledRuns++;
            Interlocked.Exchange(ref _progressAt, _environment.Time.GetTimestamp());
            var duration = _environment.Time.GetElapsedTime(start);
            Interlocked.Exchange(ref _nextChangeMs, NextChange());
            if (isScheduled)
            {
                Metrics.Evaluated(startedAt, duration, _rules, samples);
                _environment.Metrics.ObserveGroup(duration);
            }

            _status = isScheduled
                ? Snapshot(duration, startedAt)
                : Snapshot(_status.Duration, _status.EvaluatedAt);
            Report();
            await SaveAsync(timestampMs, cancellation).ConfigureAwait(false);
            return timestampMs;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<int> RunAsync(RuleState state, long timestampMs, CancellationToken cancellation)
    {
        var start = _environment.Time.GetTimestamp();
        Metrics.Evaluations++;
        try
        {
            var offsetMs = (long)(Model.QueryOffset ?? _configuration.QueryOffset).TotalMilliseconds;
            var vector =
                _environment.Queries.Instant(state.Model.Expression, timestampMs - offsetMs, cancellation);
            var samples = state.Model switch
            {
                RecordingRuleModel recording => RecordingEvaluation.Run(recording, vector, Model.Limit),
                _ => new AlertingEvaluation((AlertingRuleModel)state.Model, state,
                    Context(timestampMs, cancellation))
                    .Run(vector),
            };
            var problem =
                await _environment.Output.WriteAsync(state, samples, timestampMs - offsetMs, cancellation)
                .ConfigureAwait(false);
            var said = state.LastError;
            (state.Health, state.LastError) = problem.Length == 0 ? (RuleHealth.Ok, "")
                : (RuleHealth.Bad, problem);
            if (problem.Length > 0 && problem != said)
                LogRefused(_environment.Log, state.Model.Name, Model.Source, problem);
            return samples.Count;
        }
        catch (Exception e) when (e is QueryException or RuleEvaluationException or StoreException)
        {
            cancellation.ThrowIfCancellationRequested();
            Metrics.Failures++;
            // Said once, not every interval anew.
            if (state.LastError != e.Message)
                LogFailed(_environment.Log, state.Model.Name, Model.Source, e.Message);
            state.Fail(e.Message);
            return 0;
        }
        finally
        {
            state.Duration = _environment.Time.GetElapsedTime(start);
            state.EvaluatedAt = _environment.Time.GetUtcNow() - state.Duration;
            _environment.Metrics.Observe(state.Duration);
        }
    }

    private AlertingContext Context(long timestampMs, CancellationToken cancellation) => new(
        _environment.Queries, timestampMs, Model.Limit, _configuration.ExternalLabels,
        _configuration.ExternalUrl,
        ValidForMs, WaitsForRestored: _scheduledRuns < 2, cancellation);

    private void FollowClock()
    {
        var step = _clock.Take();
        if (step == 0) return;
        LogClock(_environment.Log, Model.Source, step / 1000.0);
        foreach (var alert in _rules.SelectMany(r => r.Alerts.Values))
        {
            alert.ActiveAtMs += step;
            if (alert.KeepFiringSinceMs > 0) alert.KeepFiringSinceMs += step;
        }

        _lastMs = Math.Min(_lastMs, _environment.NowMs - 1);
    }

    private long NextChange()
    {
        var next = long.MaxValue;
        foreach (var state in _rules)
        {
            if (state.Model is AlertingRuleModel rule)
                next = Math.Min(next, AlertingEvaluation.NextChangeMs(rule, state));
        }

        return next;
    }

    private async Task SaveAsync(long timestampMs, CancellationToken cancellation)
    {
        try
        {
            await _journal.SaveAsync(_byIdentity, timestampMs, cancellation).ConfigureAwait(false);
        }
        catch (StoreException e)
        {
            // Alerting goes on from memory; the storage part says that it cannot write.
            LogNotKept(_environment.Log, Model.Source, e.Message);
        }
    }
}
