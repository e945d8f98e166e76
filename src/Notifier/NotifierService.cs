using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// The room's face: takes alerts, knows silences, tells receivers. Any thread. What it holds survives a
/// restart; see <see cref="AlertBook"/>, <see cref="SilenceBook"/> and the queues.
/// </summary>
public sealed partial class NotifierService : IAlertSink, IHealthSource, IProgressSource, IAsyncDisposable
{
    /// <summary>How often it notes that it lives and looks for what can go.</summary>
    internal static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(15);

    /// <summary>A write that takes longer is no slow card any more.</summary>
    private static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _reloading = new();
    private readonly NotifierOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NotifierJournal _journal;
    private readonly NotificationLog _log;
    private readonly DeliveryContext _delivery;
    private readonly Dictionary<string, DeliveryQueue> _queues = new(StringComparer.Ordinal);
    private readonly ReportReader _reports;
    private volatile NotifierRun _run;
    private readonly LoopPulse _pulse;
    private ITimer? _upkeep;
    private int _upkeepCount;
    private long _lastUpkeep;
    private int _isDisposed;

    public NotifierService(
        NotifierModel model, NotifierOptions options, IStore store, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _time) = (options, time);
        _logger = loggers.CreateLogger("notifier");
        _pulse = new LoopPulse(time, LoopPulse.UsualGrace);
        _journal = new NotifierJournal(store, time, _logger);
        _log = new NotificationLog(_journal);
        Silences = new SilenceBook(_journal, time, options.Retention);
        Alerts = new AlertBook(_journal, time, model.ResolveTimeout);
        Deliveries = new DeliveryLog(_journal);
        _delivery = new DeliveryContext(
            _journal, _log, Deliveries, Counters, new ActivityGauge(), options.Limits, time, _logger);
        _reports = new ReportReader(options.ExternalLabels, time);
        StartedAt = time.GetUtcNow();
        _run = Build(model, _journal.Load(GroupTiming.Table, GroupTiming.Read));
    }

    public AlertBook Alerts { get; }

    public SilenceBook Silences { get; }

    public DeliveryLog Deliveries { get; }

    public DeliveryCounters Counters { get; } = new();

    public AlertCounters Received { get; } = new();

    public NotifierOptions Options => _options;

    public NotifierModel Model => _run.Model;

    public DateTimeOffset StartedAt { get; }

    public PartHealth Health
    {
        get
        {
            var trouble = _journal.Failure.Length > 0 ? _journal.Failure : OwnTrouble();
            return _health.Now(trouble, _time.GetUtcNow());
        }
    }

    public string? Hanging => _pulse.Overdue is { } overdue
        ? $"notifier: its upkeep stands still, {overdue.TotalMinutes:0} minutes overdue"
        : null;

    /// <summary>How the receivers are: their trouble is not the notifier's own.</summary>
    public PartHealth DeliveryHealth => _receiving.Now(WorstTrouble(), _time.GetUtcNow());

    /// <summary>Fills the groups with what was known before a restart and begins to tell receivers.</summary>
    public void Start()
    {
        var run = _run;
        var alerts = Alerts.List();
        foreach (var alert in alerts) run.Inhibitor.Observe(alert);
        foreach (var queue in Queues()) queue.Start();
        run.Dispatcher.Restore(alerts);
        Alerts.MarkAlive();
        _pulse.Beat(UpkeepInterval);
        _lastUpkeep = _time.GetTimestamp();
        _upkeep = _time.CreateTimer(_ => TryUpkeep(), null, UpkeepInterval, UpkeepInterval);
    }

    /// <summary>Goes over to another configuration; groups, queues and what receivers know stay.</summary>
    /// <exception cref="Templating.TemplateException">A template is not valid; the old configuration goes
    /// on.</exception>
    public void Apply(NotifierModel model)
    {
        lock (_reloading)
        {
            var old = _run;
            var run = Build(model, old.Dispatcher.Timings());
            old.Dispatcher.Dispose();
            _run = run;
            var alerts = Alerts.List();
            foreach (var alert in alerts) run.Inhibitor.Observe(alert);
            run.Dispatcher.Restore(alerts);
            foreach (var queue in Queues()) queue.Start();
        }
    }

    /// <summary>Takes posted alerts; completes when what is new about them is on disk.</summary>
    public Task PostAsync(IReadOnlyList<AlertEntry> posted, CancellationToken cancellation)
    {
        Received.Count(posted, _time.GetUtcNow());
        return Take(posted).WaitAsync(cancellation);
    }

    /// <summary>Takes what the own rules report, by the same way as posted alerts.</summary>
    public void Receive(AlertReport report)
    {
        var posts = _reports.Read(report);
        if (posts.Count > 0) _ = Take(posts);
    }

    public IReadOnlyList<GroupView> Groups() => _run.Dispatcher.List();

    public IReadOnlyList<string> ReceiversOf(Labels labels) => [.. _run.ReceiversOf(labels)];

    /// <summary>Whether a silence covers an alert of the own rules, with the external labels.</summary>
    public bool IsSilenced(Labels labels) => Silences.MutedBy(_reports.WithExternal(labels)).Count > 0;

    public AlertStanding StandingOf(Labels labels)
    {
        var inhibitedBy = _run.Inhibitor.MutedBy(labels, _time.GetUtcNow());
        var silencedBy = Silences.MutedBy(labels);
        if (inhibitedBy is null && silencedBy.Count == 0) return AlertStanding.Active;
        return new AlertStanding(silencedBy, inhibitedBy is { } by ? [by.ToString("x16")] : []);
    }

    /// <summary>
    /// Completes when no notification is under way and all is stored; those that wait for a retry wait on.
    /// </summary>
    public async Task WhenQuietAsync()
    {
        await _delivery.Activity.WhenQuietAsync().ConfigureAwait(false);
        await _journal.FlushAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // A container that knows it under several names disposes it under each.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1) return;
        if (_upkeep is not null) await _upkeep.DisposeAsync().ConfigureAwait(false);
        _pulse.Rest();
        _run.Dispatcher.Dispose();
        foreach (var queue in Queues()) queue.Dispose();
        Alerts.MarkAlive(isLast: true);
        await _journal.FlushAsync().ConfigureAwait(false);
        _journal.Dispose();
    }

    private Task Take(IReadOnlyList<AlertEntry> posted)
    {
        var run = _run;
        var merged = Alerts.Post(posted, out var stored);
        foreach (var alert in merged) run.Inhibitor.Observe(alert);
        run.Dispatcher.Insert(merged);
        return stored;
    }

    private void TryUpkeep()
    {
        try
        {
            Upkeep();
            _lastUpkeep = _time.GetTimestamp();
        }
        catch (Exception e)
        {
            LogUpkeepFailed(_logger, e);
        }
        finally
        {
            _pulse.Beat(UpkeepInterval);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "BUG: the upkeep failed.")]
    private static partial void LogUpkeepFailed(ILogger logger, Exception exception);

    private void Upkeep()
    {
        Alerts.MarkAlive();
        var run = _run;
        if (++_upkeepCount % 2 == 0) run.Dispatcher.Sweep();
        if (_upkeepCount % 4 != 0) return;
        var now = _time.GetUtcNow();
        var held = run.Dispatcher.Held();
        var keys = run.Dispatcher.Keys();
        Alerts.Forget(held.Contains);
        run.Inhibitor.Forget(now);
        Silences.Forget();
        _log.Forget(now, key => keys.Any(k => key.StartsWith(k, StringComparison.Ordinal)));
    }
}
