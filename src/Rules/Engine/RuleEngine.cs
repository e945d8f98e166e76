using Hotaru.Model;
using Hotaru.Promql;
using Microsoft.Extensions.Logging;

namespace Hotaru.Rules;

/// <summary>
/// Evaluates all rules: each group in a loop of its own at its interval, and single alerting rules at once
/// when a series they read changes. Alerts go to the sinks after every evaluation.
/// </summary>
public sealed class RuleEngine : IArrivalSink, IHealthSource, IProgressSource, IDisposable
{
    private readonly RuleEnvironment _environment;
    private readonly RuleWaker _waker;
    private readonly RuleEngineHealth _health;
    private readonly SemaphoreSlim _applying = new(1, 1);
    private volatile IReadOnlyList<RunningGroup> _groups = [];
    private CancellationToken _running;
    private bool _isRunning;

    /// <param name="store">Where the state of alerts survives a restart; null keeps it in memory.</param>
    /// <param name="sinks">Hear of all alerts of a group after each of its evaluations.</param>
    public RuleEngine(
        PromqlEngine engine, ISampleSink samples, IStore? store, IReadOnlyList<IAlertSink> sinks,
        TimeProvider time,
        ILogger<RuleEngine> log)
        : this(new EngineQueries(engine), samples, store, sinks, time, log)
    {
    }

    internal RuleEngine(
        IRuleQueries queries, ISampleSink samples, IStore? store, IReadOnlyList<IAlertSink> sinks,
        TimeProvider time,
        ILogger log)
    {
        _environment = new RuleEnvironment(
            queries, new RuleOutput(samples), store, sinks, time, new RuleMetrics(), log);
        _waker = new RuleWaker(_environment);
        _health = new RuleEngineHealth(time);
    }

    /// <summary>The groups in the order of files and groups in them.</summary>
    public IReadOnlyList<RuleGroupStatus> Groups => [.. _groups.Select(g => g.Group.Status)];

    /// <summary>
    /// One group that stands still is enough: its alerts would be neither raised nor ended.
    /// </summary>
    public string? Hanging => _groups.Select(group => group.Hanging).FirstOrDefault(text => text is not null);

    public PartHealth Health => _health.Of(Groups, _isRunning ? [.. _groups.Select(g => g.Group)] : []);

    /// <summary>The engine's own metrics.</summary>
    public IReadOnlyList<MetricFamily> Metrics => _environment.Metrics.Families();

    /// <inheritdoc/>
    public void Arrived(IReadOnlyCollection<string> metricNames) => _waker.Arrived(metricNames);

    /// <summary>
    /// Replaces all rules. Groups that are the same run on untouched; of changed ones the rules with the same
    /// name and labels keep their alerts; what is gone ends.
    /// </summary>
    public async Task ApplyAsync(RulesModel model, CancellationToken cancellation)
    {
        await _applying.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var old = _groups.ToDictionary(g => g.Group.Model.Source);
            var next = new List<RunningGroup>();
            foreach (var group in model.Groups)
            {
                old.Remove(group.Source, out var earlier);
                next.Add(await NextAsync(group, model, earlier, cancellation).ConfigureAwait(false));
            }

            foreach (var gone in old.Values) await EndAsync(gone, cancellation).ConfigureAwait(false);
            await ForgetStrangersAsync(model, cancellation).ConfigureAwait(false);
            _groups = next;
            _waker.Use(next.Select(g => g.Group));
            if (_isRunning) StartLoops();
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>
    /// Runs until cancelled. Alerts from before a restart have been told of when rules were applied.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await _applying.WaitAsync(cancellation).ConfigureAwait(false);
        (_running, _isRunning) = (cancellation, true);
        StartLoops();
        _applying.Release();
        await _waker.RunAsync(cancellation).ConfigureAwait(false);
        await Task.WhenAll(_groups.Select(g => g.StopAsync())).ConfigureAwait(false);
    }

    public void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
        _waker.Dispose();
        _applying.Dispose();
    }

    private async Task<RunningGroup> NextAsync(
        RuleGroupModel group, RulesModel model, RunningGroup? earlier, CancellationToken cancellation)
    {
        if (earlier is not null && earlier.Group.IsSameAs(group, model)) return earlier;
        var next = new RuleGroup(group, model, _environment);
        if (earlier is null) next.Restore();
        else
        {
            await earlier.StopAsync().ConfigureAwait(false);
            await next.AdoptAsync(earlier.Group, cancellation).ConfigureAwait(false);
            earlier.Dispose();
        }

        return new RunningGroup(next, _environment, _waker);
    }

    private async Task EndAsync(RunningGroup gone, CancellationToken cancellation)
    {
        await gone.StopAsync().ConfigureAwait(false);
        await gone.Group.EndAsync(cancellation).ConfigureAwait(false);
        _environment.Metrics.Forget(gone.Group.Model.Source);
        gone.Dispose();
    }

    /// <summary>Groups that went while the process was not running leave nothing in the store.</summary>
    private async Task ForgetStrangersAsync(RulesModel model, CancellationToken cancellation)
    {
        if (_environment.Store is not { } store) return;
        var known = model.Groups.Select(g => g.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var source in AlertJournal.Sources(store).Where(s => !known.Contains(s)))
        {
            Tell(new AlertReport(source, []));
            await new AlertJournal(store, source).ForgetAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void Tell(AlertReport report)
    {
        foreach (var sink in _environment.Sinks) sink.Receive(report);
    }

    private void StartLoops()
    {
        foreach (var group in _groups) group.Start(_running);
    }
}
