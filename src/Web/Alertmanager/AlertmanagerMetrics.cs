using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotaru.Notifier;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>/metrics of the Alertmanager surface, under the peers' names.</summary>
internal sealed class AlertmanagerMetrics(AlertmanagerSurface surface)
{
    private readonly NotifierService _notifier = surface.Notifier;

    public Task WriteAsync(HttpContext context)
    {
        var text = new StringBuilder();
        WriteAlerts(text);
        WriteSilences(text);
        WriteNotifications(text);
        var (at, succeeded) = surface.LastReload();
        Family(text, "alertmanager_config_last_reload_successful", "gauge", [("", succeeded ? 1 : 0)]);
        Family(text, "alertmanager_config_last_reload_success_timestamp_seconds", "gauge",
            [("", Math.Max(0, at.ToUnixTimeMilliseconds() / 1000.0))]);
        Family(text, "alertmanager_config_hash", "gauge", [("", ConfigHash())]);
        Family(text, "alertmanager_cluster_enabled", "gauge", [("", 0)]);
        Family(text, "alertmanager_build_info", "gauge", [("{branch=\"hotaru\",version=\"0.34.0\"}", 1)]);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static void Family(
        StringBuilder text, string name, string type, IEnumerable<(string Labels, double Value)> samples)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {AlertmanagerHelp.Of(name)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
        foreach (var (labels, value) in samples)
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
    }

    private void WriteAlerts(StringBuilder text)
    {
        var now = surface.Time.GetUtcNow();
        var (active, suppressed) = (0, 0);
        foreach (var alert in _notifier.Alerts.List())
        {
            if (alert.IsResolvedAt(now)) continue;
            if (_notifier.StandingOf(alert.Labels).IsActive) active++;
            else suppressed++;
        }

        Family(text, "alertmanager_alerts", "gauge",
            [("{state=\"active\"}", active), ("{state=\"suppressed\"}", suppressed),
                ("{state=\"unprocessed\"}", 0)]);
        Family(text, "alertmanager_alerts_received_total", "counter",
        [
            ("{status=\"firing\",version=\"v2\"}", _notifier.Received.Firing),
            ("{status=\"resolved\",version=\"v2\"}", _notifier.Received.Resolved),
        ]);
        Family(text, "alertmanager_alerts_invalid_total", "counter",
            [("{version=\"v2\"}", _notifier.Received.Invalid)]);
        Family(text, "alertmanager_dispatcher_aggregation_groups", "gauge", [("", _notifier.Groups().Count)]);
    }

    /// <summary>48 bits of a hash, as many as a sample holds exactly.</summary>
    private long ConfigHash()
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(_notifier.Model.Original));
        return BinaryPrimitives.ReadInt64LittleEndian(hash) & 0xFFFF_FFFF_FFFF;
    }

    private void WriteLatencies(StringBuilder text)
    {
        const string Name = "alertmanager_notification_latency_seconds";
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {AlertmanagerHelp.Of(Name)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} histogram\n");
        foreach (var (kind, latency) in _notifier.Counters.Latencies)
        {
            var counts = latency.Buckets.Append(latency.Count);
            var bounds = LatencyHistogram.Bounds.Select(b => b.ToString(CultureInfo.InvariantCulture));
            foreach (var (bound, count) in bounds.Append("+Inf").Zip(counts))
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"{Name}_bucket{{integration=\"{kind}\",le=\"{bound}\"}} {count}\n");
            }

            text.Append(CultureInfo.InvariantCulture,
                $"{Name}_sum{{integration=\"{kind}\"}} {latency.Sum}\n");
            text.Append(CultureInfo.InvariantCulture,
                $"{Name}_count{{integration=\"{kind}\"}} {latency.Count}\n");
        }
    }

    private void WriteSilences(StringBuilder text)
    {
        var now = surface.Time.GetUtcNow();
        var states = _notifier.Silences.List().CountBy(s => s.StateAt(now)).ToDictionary();
        Family(text, "alertmanager_silences", "gauge",
        [
            ("{state=\"active\"}", states.GetValueOrDefault(SilenceState.Active)),
            ("{state=\"expired\"}", states.GetValueOrDefault(SilenceState.Expired)),
            ("{state=\"pending\"}", states.GetValueOrDefault(SilenceState.Pending)),
        ]);
    }

    private void WriteNotifications(StringBuilder text)
    {
        var receivers = _notifier.Model.Receivers;
        var kinds = receivers.SelectMany(r => r.Integrations).Select(i => i.Kind).Distinct()
            .ToDictionary(kind => kind, _ => default(DeliveryCount));
        // A key is receiver/kind/index, and receivers' names may have slashes.
        foreach (var (key, count) in _notifier.Counters.Counts)
        {
            var kind = key.Split('/')[^2];
            var sum = kinds.GetValueOrDefault(kind);
            kinds[kind] = new DeliveryCount(
                sum.Requests + count.Requests, sum.Delivered + count.Delivered, sum.Failed + count.Failed);
        }

        static string Label(string kind) => $"{{integration=\"{kind}\"}}";
        Family(text, "alertmanager_notifications_total", "counter",
            kinds.Select(k => (Label(k.Key), (double)(k.Value.Delivered + k.Value.Failed))));
        Family(text, "alertmanager_notifications_failed_total", "counter",
            kinds.Select(k => (Label(k.Key), (double)k.Value.Failed)));
        Family(text, "alertmanager_notification_requests_total", "counter",
            kinds.Select(k => (Label(k.Key), (double)k.Value.Requests)));
        Family(text, "alertmanager_notification_requests_failed_total", "counter",
            kinds.Select(k => (Label(k.Key), (double)(k.Value.Requests - k.Value.Delivered))));
        WriteLatencies(text);
        Family(text, "alertmanager_receivers", "gauge", [("", receivers.Count)]);
        Family(text, "alertmanager_integrations", "gauge", [("", receivers.Sum(r => r.Integrations.Count))]);
    }
}
