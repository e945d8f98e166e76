using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// Turns the reports of the own rules into posts of alerts. It remembers what each source had firing, so that
/// an alert its source no longer speaks of is resolved. Any thread.
/// </summary>
internal sealed class ReportReader(Func<Labels> externalLabels, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<ulong, AlertEntry>> _firing = new(StringComparer.Ordinal);

    public IReadOnlyList<AlertEntry> Read(AlertReport report)
    {
        var now = time.GetUtcNow();
        var posts = new List<AlertEntry>(report.Alerts.Count);
        var firing = new Dictionary<ulong, AlertEntry>();
        foreach (var alert in report.Alerts)
        {
            if (alert.State == AlertState.Pending) continue;
            var entry = Entry(alert, now);
            posts.Add(entry);
            if (alert.State == AlertState.Firing) firing[entry.Fingerprint] = entry;
        }

        lock (_lock)
        {
            if (_firing.TryGetValue(report.Source, out var before)) AddMissing(before, posts, now);
            if (firing.Count == 0) _firing.Remove(report.Source);
            else _firing[report.Source] = firing;
        }

        return posts;
    }

    /// <summary>The labels as receivers and silences see them; the alert's own win.</summary>
    public Labels WithExternal(Labels own)
    {
        var labels = new LabelsBuilder(externalLabels());
        foreach (var label in own.Span) labels.Set(label.Name, label.Value);
        return labels.Build();
    }

    private static void AddMissing(
        Dictionary<ulong, AlertEntry> before, List<AlertEntry> posts, DateTimeOffset now)
    {
        foreach (var post in posts) before.Remove(post.Fingerprint);
        foreach (var gone in before.Values) posts.Add(gone with { EndsAt = now, UpdatedAt = now });
    }

    private AlertEntry Entry(Alert alert, DateTimeOffset now)
    {
        var ends = alert.State == AlertState.Resolved && alert.EndsAt > now ? now : alert.EndsAt;
        return new AlertEntry(
            WithExternal(alert.Labels), alert.Annotations, alert.StartsAt, ends, now, IsTimeout: false,
            alert.GeneratorUrl);
    }
}
