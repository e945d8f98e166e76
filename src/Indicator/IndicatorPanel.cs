using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>
/// The indicator: takes alerts and the parts' health, decides by sequence A of ISA-18.1 what the lamp and the
/// buzzer say, and remembers over restarts since when and what was seen. The lamp follows a report on the
/// thread that brings it. Any thread may call any member.
/// </summary>
public sealed class IndicatorPanel : IAlertSink, IHealthSource, IAsyncDisposable
{
    /// <summary>
    /// How often health and clock are asked; alerts come by themselves. Each turn wakes an idle processor.
    /// </summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly HealthBoard _health;
    private readonly IndicatorSeams _seams;
    private readonly TimeProvider _time;
    private readonly AlertBoard _board;
    private readonly Acknowledgement _acknowledgement = new();
    private readonly IndicatorMemory _memory;
    private IndicatorModel _model;
    private IIndicatorOutput _output;
    private LampDesk _lamp;
    private ITimer? _tick;
    private HeldState? _held;
    private DateTimeOffset _resolvedUntil;
    private DateTimeOffset _problemSince;
    private string _problem = "";
    private bool _isRunning;
    private bool _isUpdating;
    private bool _alertsMoved = true;
    private IReadOnlyList<LampAlert> _alerts = [];
    private IndicatorView _view;

    public IndicatorPanel(
        IndicatorModel model, IIndicatorOutput output, HealthBoard health, IStore store, TimeProvider time,
        IndicatorSeams? seams = null)
    {
        (_model, _output, _health, _time) = (model, output, health, time);
        _seams = seams ?? new IndicatorSeams();
        _board = new AlertBoard { Levels = new AlertLevels(model.Severities) };
        _memory = new IndicatorMemory(store);
        _lamp = new LampDesk(model, output, time);
        _problemSince = time.GetUtcNow();
        _view = new IndicatorView(
            IndicatorState.Ok, LampShow.Ok, false, time.GetUtcNow(), "", []);
    }

    /// <summary>What the indicator says now.</summary>
    public IndicatorView View
    {
        get
        {
            lock (_lock) return _view;
        }
    }

    /// <summary>Raised after every change, on the thread that brought it; handlers must be quick.</summary>
    public event Action<IndicatorView>? Changed;

    public PartHealth Health
    {
        get
        {
            lock (_lock) return new PartHealth("indicator", _problem.Length == 0, _problem, _problemSince);
        }
    }

    /// <summary>
    /// Takes up what the last process kept, lights the lamp, and follows health and the clock.
    /// </summary>
    public void Start()
    {
        if (_memory.Load() is { } record)
        {
            _acknowledgement.Restore(record.Seen);
            _held = new HeldState(record, _time.GetUtcNow());
        }

        lock (_lock) _isRunning = true;
        Update(force: true);
        _tick = _time.CreateTimer(_ => Tend(), null, Tick, Tick);
    }

    public void Receive(AlertReport report)
    {
        lock (_lock)
        {
            _board.Take(report);
            _alertsMoved = true;
        }

        Update();
    }

    /// <summary>
    /// A person has seen what fires now: the buzzer is still and the lamp steady until a new alert comes.
    /// Returns when it is on disk; where that fails it holds all the same, and <see cref="Health"/> says why.
    /// </summary>
    public async Task<IndicatorView> AcknowledgeAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            _acknowledgement.Acknowledge(Firing(_alerts));
            _alertsMoved = true;
        }

        Update();
        await _memory.SyncAsync(cancellation).ConfigureAwait(false);
        return View;
    }

    /// <summary>Asks again who has seen which alert elsewhere.</summary>
    public void Recheck()
    {
        lock (_lock) _alertsMoved = true;
        Update();
    }

    /// <summary>
    /// Goes over to another configuration: the old lines are given back before the new ones are asked for,
    /// and what is known of alerts stays.
    /// </summary>
    public void Apply(IndicatorModel model, Func<IIndicatorOutput> createOutput)
    {
        lock (_lock)
        {
            _lamp.Dispose();
            _output.Dispose();
            (_model, _output) = (model, createOutput());
            _lamp = new LampDesk(model, _output, _time);
            _board.Levels = new AlertLevels(model.Severities);
            _alertsMoved = true;
        }

        Update(force: true);
    }

    /// <summary>Shows that a release is being put in place, until it is called with false.</summary>
    public void ShowUpdating(bool isUpdating)
    {
        lock (_lock) _isUpdating = isUpdating;
        Update();
    }

    /// <summary>Lights every lamp in turn and sounds the buzzer, then shows the state again.</summary>
    public Task TestLampAsync(CancellationToken cancellation)
    {
        LampDesk lamp;
        lock (_lock) lamp = _lamp;
        return lamp.TestAsync(cancellation);
    }

    /// <summary>
    /// The lamp stays as it is: nobody is asked any more, since the parts that answer are about to go.
    /// </summary>
    public void Stop()
    {
        lock (_lock) _isRunning = false;
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        if (_tick is not null) await _tick.DisposeAsync().ConfigureAwait(false);
        _lamp.Dispose();
        _output.Dispose();
        await _memory.DisposeAsync().ConfigureAwait(false);
    }

    private void Tend()
    {
        lock (_lock)
        {
            if (!_isRunning) return;
            _output.Tend();
        }

        Update();
    }

    private void Update(bool force = false)
    {
        IndicatorView view;
        lock (_lock)
        {
            // What the last process kept must be read before it is written over.
            if (!_isRunning) return;
            var moved = _alertsMoved;
            view = Decide_NeedsLock();
            FollowProblem_NeedsLock();
            var isSame = IndicatorViews.Same(_view, view);
            _view = view;
            // Most turns are the clock's, and change nothing.
            if (moved || !isSame) Keep_NeedsLock(view);
            if (!isSame || force) _output.Announce(view);
            _lamp.Show(view, LocalTime());
            if (isSame && !force) return;
        }

        Changed?.Invoke(view);
    }

    private IndicatorView Decide_NeedsLock()
    {
        var now = _time.GetUtcNow();
        var alerts = Alerts_NeedsLock();
        var (faults, outside) = (_health.Faults, _health.Outside);
        var state = IndicatorViews.StateOf(alerts, faults.Count > 0);
        if (_held?.IsOver(_board, now) == true) _held = null;
        var since = _view.State == state ? _view.Since : now;
        if (_held is not null)
        {
            if (_held.State == state) since = _held.Since;
            else if (_held.State > state) (state, since) = (_held.State, _held.Since);
            else _held = null;
        }

        if (_view.State > IndicatorState.Pending && state <= IndicatorState.Pending)
            _resolvedUntil = now + LampDesk.ResolvedFor;
        var reason = IndicatorViews.Reason(state == IndicatorState.Fault ? faults : outside);
        return new IndicatorView(
            state, Shows(state, alerts, outside.Count > 0, now), Buzzes(state, alerts), since, reason,
            alerts);
    }

    private LampShow Shows(
        IndicatorState state, IReadOnlyList<LampAlert> alerts, bool isCutOff, DateTimeOffset now)
    {
        if (_isUpdating) return LampShow.Updating;
        return state switch
        {
            IndicatorState.Critical => LampShow.Critical,
            IndicatorState.Fault => LampShow.Fault,
            _ when _seams.IsClaimOpen() => LampShow.Claim,
            IndicatorState.Warning => LampShow.Warning,
            _ when isCutOff || !_seams.HasNetwork() => LampShow.NoNetwork,
            IndicatorState.Acknowledged => alerts.Any(IndicatorViews.IsCritical)
                ? LampShow.AcknowledgedCritical
                : LampShow.AcknowledgedWarning,
            _ when now < _resolvedUntil => LampShow.Resolved,
            IndicatorState.Pending => LampShow.Pending,
            _ => LampShow.Ok,
        };
    }

    private bool Buzzes(IndicatorState state, IReadOnlyList<LampAlert> alerts) =>
        state == IndicatorState.Critical && _model.Quiet?.Contains(LocalTime()) != true
        && alerts.Any(alert =>
            IndicatorViews.IsCritical(alert) && !alert.IsAcknowledged
                && !_seams.IsSilenced(alert.Alert.Labels));

    private IReadOnlyList<LampAlert> Alerts_NeedsLock()
    {
        if (!_alertsMoved) return _alerts;
        _alertsMoved = false;
        var alerts = _board.Alerts(IsSeen);
        // Where the acknowledgement ended or was pruned, the marks of the alerts are others.
        return _alerts = _acknowledgement.Follow(Firing(alerts)) ? _board.Alerts(IsSeen) : alerts;
    }

    private bool IsSeen(Alert alert) => _acknowledgement.Covers(alert)
        || (alert.State == AlertState.Firing && _seams.IsAcknowledged(alert.Labels));

    /// <summary>What fires for all the lamp knows: who was seen elsewhere is not the lamp's to follow.
    /// </summary>
    private IReadOnlyList<Alert> Firing(IReadOnlyList<LampAlert> alerts) =>
        [.. alerts.Where(a => a.Alert.State == AlertState.Firing && a.Level != AlertLevel.None
            && !_seams.IsAcknowledged(a.Alert.Labels)).Select(a => a.Alert)];

    private void Keep_NeedsLock(IndicatorView view) => _memory.Keep(new IndicatorRecord(
        view.State, view.Since, [.. _acknowledgement.Fingerprints.Order()],
        _held is null ? _board.Sources : _held.Sources));

    private void FollowProblem_NeedsLock()
    {
        var problem = _output.Problem.Length > 0 ? _output.Problem : _memory.Problem;
        if (problem == _problem) return;
        if (problem.Length == 0 || _problem.Length == 0) _problemSince = _time.GetUtcNow();
        _problem = problem;
    }

    private TimeOnly LocalTime() => TimeOnly.FromDateTime(_time.GetLocalNow().DateTime);
}
