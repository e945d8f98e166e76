using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Hears of alerts on the threads that evaluate rules and keeps the newest report of each source that has, or
/// had, alerts which are incidents. Only those alerts are kept. Any thread.
/// </summary>
public sealed class AlertInbox : IAlertSink, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, AlertReport> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hadSome = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _came = new(0);

    public void Receive(AlertReport report)
    {
        var ours = report.Alerts.Where(AlertIncidents.IsOne).ToList();
        lock (_lock)
        {
            // The first word of a source counts also where it is empty: its alerts may have gone while the
            // process was down.
            if (!_sources.Add(report.Source) && ours.Count == 0 && !_hadSome.Contains(report.Source)) return;
            if (ours.Count > 0) _hadSome.Add(report.Source);
            else _hadSome.Remove(report.Source);
            _waiting[report.Source] = report with { Alerts = ours };
        }

        _came.Release();
    }

    public void Dispose() => _came.Dispose();

    /// <summary>Waits until there are reports, and takes them.</summary>
    public async Task<IReadOnlyList<AlertReport>> TakeAsync(CancellationToken cancellation)
    {
        await _came.WaitAsync(cancellation);
        lock (_lock)
        {
            List<AlertReport> taken = [.. _waiting.Values];
            _waiting.Clear();
            return taken;
        }
    }
}
