using Hotaru.Exposition;
using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// What dashboards of Prometheus servers ask of one: its version, its last reload, its queries.
/// </summary>
internal sealed class ServerFamilies
{
    private static readonly double[] Quantiles = [0.5, 0.9, 0.99];

    private readonly RecentValues _waiting = new(Quantiles);
    private readonly RecentValues _evaluating = new(Quantiles);
    private readonly PrometheusStatus _status;
    private long _samples;
    private long _samplesRead;
    private readonly PromqlEngine _engine;

    public ServerFamilies(PrometheusStatus status, PromqlEngine engine)
    {
        (_status, _engine) = (status, engine);
        engine.Evaluated = statistics =>
        {
            Interlocked.Add(ref _samples, statistics.TotalSamples);
            Interlocked.Add(ref _samplesRead, statistics.SamplesRead);
            _waiting.Add(statistics.QueueTime.TotalSeconds);
            _evaluating.Add(statistics.EvaluationTime.TotalSeconds);
        };
    }

    public IEnumerable<MetricFamily> Families()
    {
        var (wasGood, at) = _status.LastReload();
        yield return Gauge(
            "prometheus_build_info", "The version, as a label.", 1, Labels.Of(
                "goversion", $"dotnet{Environment.Version}", "version", _status.Version));
        yield return Gauge(
            "prometheus_ready", "Whether requests are served.", _status.NotReady().Length == 0 ? 1 : 0);
        yield return Gauge(
            "prometheus_config_last_reload_successful", "Whether the last reload was good.", wasGood ? 1 : 0);
        yield return Gauge(
            "prometheus_config_last_reload_success_timestamp_seconds",
            "When the configuration in force was loaded.", at.ToUnixTimeMilliseconds() / 1000.0);
        yield return Gauge("prometheus_engine_queries", "Queries that run.", _engine.Running);
        yield return Gauge(
            "prometheus_engine_queries_concurrent_max", "The most queries that run at once.",
            _engine.Options.MaxConcurrentQueries);
        yield return Counter(
            "prometheus_engine_query_samples_total", "Samples that the steps of queries looked at.",
            Interlocked.Read(ref _samples));
        yield return Counter(
            "prometheus_engine_query_samples_read_total", "Samples that queries read from storage.",
            Interlocked.Read(ref _samplesRead));
        yield return new MetricFamily(
            "prometheus_engine_query_duration_seconds", MetricType.Summary, "How long queries took.", "",
            [_evaluating.ToSummary(Labels.Of("slice", "inner_eval")),
             _waiting.ToSummary(Labels.Of("slice", "queue_time"))]);
    }

    private static MetricFamily Counter(string name, string help, double value) =>
        new(name, MetricType.Counter, help, "", [new ValueMetric(Labels.Empty, value)]);

    private static MetricFamily Gauge(string name, string help, double value, Labels? labels = null) =>
        new(name, MetricType.Gauge, help, "", [new ValueMetric(labels ?? Labels.Empty, value)]);
}
