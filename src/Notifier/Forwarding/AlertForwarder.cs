using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// Sends the own rules' alerts to Alertmanagers elsewhere, by their API v2. Each target has a queue of its
/// own, so that one that is down does not hold up the others. Any thread.
/// </summary>
public sealed class AlertForwarder : IAlertSink, IHealthSource, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ActivityGauge _activity = new();
    private readonly ReportReader _reports;
    private readonly ForwardLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HealthMemory _health = new("forwarding", isOutside: true);
    private IReadOnlyList<ForwardQueue> _queues = [];

    public AlertForwarder(
        Func<Labels> externalLabels, ForwardLimits limits, TimeProvider time, ILoggerFactory loggers)
    {
        (_limits, _time) = (limits, time);
        _logger = loggers.CreateLogger("forwarding");
        _reports = new ReportReader(externalLabels, time);
    }

    public PartHealth Health
    {
        get
        {
            var trouble = Queues().Select(q => q.Trouble).FirstOrDefault(t => t.Length > 0) ?? "";
            return _health.Now(trouble, _time.GetUtcNow());
        }
    }

    /// <summary>Under Prometheus's names.</summary>
    public IReadOnlyList<MetricFamily> Metrics
    {
        get
        {
            var queues = Queues().Select(q => (Url: q.Url.ToString(), q.Standing)).ToList();
            MetricFamily Of(
                string name, MetricType type, string help,
                Func<(ForwardCounts Counts, int Waiting), double> value) =>
                new($"prometheus_notifications_{name}", type, help, "",
                    [.. queues.Select(q => new ValueMetric(
                        Labels.Of("alertmanager", q.Url), value(q.Standing)))]);
            return
            [
                Of("sent_total", MetricType.Counter, "Alerts that were forwarded.", q => q.Counts.Sent),
                Of("errors_total", MetricType.Counter, "Alerts in posts that failed.",
                    q => q.Counts.Errors),
                Of("dropped_total", MetricType.Counter, "Alerts that a full queue left out.",
                    q => q.Counts.Dropped),
                Of("queue_length", MetricType.Gauge, "Alerts that wait to be forwarded.", q => q.Waiting),
                Of("queue_capacity", MetricType.Gauge, "Alerts that can wait.", _ => _limits.QueueLength),
                new("prometheus_notifications_alertmanagers_discovered", MetricType.Gauge,
                    "Alertmanagers to forward to.", "", [new ValueMetric(Labels.Empty, queues.Count)]),
            ];
        }
    }

    /// <summary>Goes over to other targets; those whose address stays keep what waits for them.</summary>
    public void Apply(IReadOnlyList<ForwardTarget> targets)
    {
        lock (_lock)
        {
            var old = _queues.ToDictionary(q => q.Url);
            List<ForwardQueue> queues = [];
            foreach (var target in targets.DistinctBy(t => t.Url))
            {
                var queue = new ForwardQueue(target, _limits, _activity, _time, _logger);
                if (old.TryGetValue(target.Url, out var before)) queue.TakeOver(before);
                queues.Add(queue);
            }

            foreach (var queue in old.Values) queue.Dispose();
            _queues = queues;
        }
    }

    public void Receive(AlertReport report)
    {
        var queues = Queues();
        if (queues.Count == 0) return;
        var alerts = _reports.Read(report);
        foreach (var queue in queues) queue.Offer(alerts);
    }

    public void Dispose()
    {
        foreach (var queue in Queues()) queue.Dispose();
    }

    internal Task WhenQuietAsync() => _activity.WhenQuietAsync();

    private IReadOnlyList<ForwardQueue> Queues()
    {
        lock (_lock) return _queues;
    }
}
