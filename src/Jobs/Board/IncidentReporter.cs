using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>
/// Tells of incidents as alerts: at once, but where very many are open not more often than every second. An
/// incident that closed is told for a while.
/// </summary>
internal sealed partial class IncidentReporter : IDisposable
{
    /// <summary>The source that the reports name.</summary>
    public const string Source = "jobs";

    private const int Many = 200;
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResolvedFor = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly JobLedger _ledger;
    private readonly IReadOnlyList<IAlertSink> _sinks;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _later;
    private readonly List<Alert> _resolved = [];
    private long _reportedAt;
    private int _open;
    private bool _isWaiting;

    public IncidentReporter(
        JobLedger ledger, IReadOnlyList<IAlertSink> sinks, TimeProvider time, ILogger log)
    {
        (_ledger, _sinks, _time, _log) = (ledger, sinks, time, log);
        _later = time.CreateTimer(
            _ => Report(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ledger.Turned += Follow;
    }

    public void Report()
    {
        lock (_lock)
        {
            (_isWaiting, _reportedAt) = (false, _time.GetTimestamp());
            var now = _time.GetUtcNow();
            _resolved.RemoveAll(alert => alert.EndsAt < now - ResolvedFor);
            var open = _ledger.Roster.InTrouble.Where(job => job.Incident is not null)
                .Select(job => JobAlerts.Of(job.Incident!, job.Model.Severity, now)).ToList();
            _open = open.Count;
            var report = new AlertReport(Source, [.. open, .. _resolved]);
            foreach (var sink in _sinks) Tell(sink, report);
        }
    }

    public void Dispose() => _later.Dispose();

    private void Follow(LedgerTurn turn)
    {
        if (!turn.HasNews) return;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var (incident, severity) in turn.Closed)
                _resolved.Add(JobAlerts.Of(incident, severity, now));
            if (_isWaiting) return;
            if (_open >= Many && _time.GetElapsedTime(_reportedAt) < Spacing)
            {
                _isWaiting = true;
                _later.Change(Spacing, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Report();
    }

    private void Tell(IAlertSink sink, AlertReport report)
    {
        try
        {
            sink.Receive(report);
        }
        catch (Exception e)
        {
            LogNotTaken(_log, e, sink.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "BUG: {Sink} did not take the report of incidents.")]
    private static partial void LogNotTaken(ILogger log, Exception exception, string sink);
}
