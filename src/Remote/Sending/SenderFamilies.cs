using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>The senders' figures under Prometheus's names, for dashboards that know them.</summary>
internal static class SenderFamilies
{
    private const string Prefix = "prometheus_remote_storage_";

    /// <summary>Each target has one loop that sends: more could not keep the order.</summary>
    private const int Senders = 1;

    public static IEnumerable<MetricFamily> Of(IReadOnlyList<RemoteWriteSender> senders)
    {
        if (senders.Count == 0) return [];
        return
        [
            Counter("samples_total", "Samples that the remote storage has confirmed.", s => s.Tally.Samples),
            Counter("histograms_total", "Histograms that the remote storage has confirmed.",
                s => s.Tally.Histograms),
            Counter("exemplars_total", "Exemplars that the remote storage has confirmed.",
                s => s.Tally.Exemplars),
            Counter("metadata_total", "Metadata entries sent to the remote storage.", s => s.Tally.Metadata),
            Counter("samples_failed_total", "Samples that the remote storage refused for good.",
                s => s.Tally.Refused),
            Counter("metadata_failed_total", "Metadata entries that could not be sent.",
                s => s.Tally.MetadataFailed),
            Counter("samples_retried_total", "Samples in requests that had to be sent again.",
                s => s.Tally.Retried),
            Dropped(senders),
            Counter("bytes_total", "Bytes of samples sent to the remote storage, compressed.",
                s => s.Tally.Bytes),
            Counter("metadata_bytes_total", "Bytes of metadata sent to the remote storage, compressed.",
                s => s.Tally.MetadataBytes),
            Gauge("samples_pending", "Samples that wait on disk.", s => s.Queue.Samples),
            Gauge("pending_bytes", "Bytes that wait on disk.", s => s.Queue.Bytes),
            In(senders),
            Newest(senders),
            Gauge(
                "queue_highest_timestamp_seconds", "Timestamp of the newest sample that was queued.",
                s => s.Tally.NewestQueuedMs / 1000.0),
            Gauge(
                "queue_highest_sent_timestamp_seconds", "Timestamp of the newest sample that was confirmed.",
                s => s.Tally.NewestSentMs / 1000.0),
            Gauge("max_samples_per_send", "The most samples that one request has.",
                s => s.Target.MaxSamplesPerSend),
            Gauge("shards", "Requests that are under way at once; one keeps the order.", _ => Senders),
            Gauge("shards_max", "The most requests that may be under way at once.", _ => Senders),
            Gauge("shards_min", "The fewest requests that may be under way at once.", _ => Senders),
            Durations(senders),
        ];

        MetricFamily Counter(string name, string help, Func<RemoteWriteSender, double> value) =>
            Family(senders, MetricType.Counter, name, help, value);

        MetricFamily Gauge(string name, string help, Func<RemoteWriteSender, double> value) =>
            Family(senders, MetricType.Gauge, name, help, value);
    }

    private static MetricFamily Family(
        IReadOnlyList<RemoteWriteSender> senders, MetricType type, string name, string help,
        Func<RemoteWriteSender, double> value) =>
        new(Prefix + name, type, help, "", [.. senders.Select(s => new ValueMetric(LabelsOf(s), value(s)))]);

    /// <summary>What came in, once, however many targets it goes to.</summary>
    private static MetricFamily In(IReadOnlyList<RemoteWriteSender> senders) => new(
        Prefix + "samples_in_total", MetricType.Counter, "Samples that came in for remote storage.", "",
        [new ValueMetric(Labels.Empty, senders.Max(s => s.Tally.Queued))]);

    /// <summary>What a target should have by now; alerts compare it with what the target has.</summary>
    private static MetricFamily Newest(IReadOnlyList<RemoteWriteSender> senders) => new(
        Prefix + "highest_timestamp_in_seconds", MetricType.Gauge,
        "Timestamp of the newest sample that came in for remote storage.", "",
        [new ValueMetric(Labels.Empty, senders.Max(s => s.Tally.NewestQueuedMs) / 1000.0)]);

    private static MetricFamily Dropped(IReadOnlyList<RemoteWriteSender> senders) => new(
        Prefix + "samples_dropped_total", MetricType.Counter,
        "Samples that were left out before they were sent, by the reason.", "",
        [
            .. senders.Select(s =>
                new ValueMetric(LabelsOf(s).With("reason", "queue_full"), s.Queue.Dropped)),
            .. senders.Select(s => new ValueMetric(LabelsOf(s).With("reason", "too_old"), s.Tally.TooOld)),
        ]);

    private static MetricFamily Durations(IReadOnlyList<RemoteWriteSender> senders) => new(
        Prefix + "sent_batch_duration_seconds", MetricType.Histogram,
        "How long requests to the remote storage took.", "", [.. senders.Select(Duration)]);

    private static HistogramMetric Duration(RemoteWriteSender sender)
    {
        var (counts, sum) = sender.Tally.Batches;
        var buckets = new HistogramBucket[SenderTally.BatchBounds.Length];
        double cumulative = 0;
        for (var i = 0; i < buckets.Length; i++)
            buckets[i] = new HistogramBucket(SenderTally.BatchBounds[i], cumulative += counts[i]);
        return new HistogramMetric(LabelsOf(sender), cumulative + counts[^1], sum, buckets);
    }

    private static Labels LabelsOf(RemoteWriteSender sender) => Labels.Of(
        "remote_name", sender.Target.Name, "url", sender.Target.Url.GetLeftPart(UriPartial.Path));
}
