using System.Text;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Pushes;

public sealed class PushSignsTests : IDisposable
{
    private static readonly Labels Batch = Labels.Of("job", "batch");
    private readonly ManualTime _time = new();
    private readonly MemoryStore _store = new();
    private JobBoard _board;
    private PushSigns _signs;

    public PushSignsTests() => (_board, _signs) = Start([]);

    public void Dispose() => _board.Dispose();

    [Fact]
    public async Task The_articles_job_succeeds_fails_and_succeeds_again()
    {
        var took = Gauge("my_job_duration_seconds", 5);
        await PushAsync(Batch, took, Gauge("my_job_last_success_seconds", 100));
        Assert.Equal("succeeded", Job(Batch).Word);
        Assert.Equal(TimeSpan.FromSeconds(5), Job(Batch).LastRun!.Duration);

        // An exception in the job: the duration is pushed, the time of the success is not.
        await PushAsync(Batch, Gauge("my_job_duration_seconds", 2));
        Assert.Equal("failed", Job(Batch).Word);
        Assert.NotNull(Job(Batch).Incident);

        await PushAsync(Batch, took, Gauge("my_job_last_success_seconds", 200));
        Assert.Equal("succeeded", Job(Batch).Word);
        Assert.Equal(IncidentState.Closed, Assert.Single(_board.Incidents.All()).State);
    }

    [Fact]
    public async Task The_same_success_told_again_is_no_news()
    {
        await PushAsync(Batch, Gauge("job_last_success_unixtime", 100));
        await PushAsync(Batch, Gauge("job_last_success_unixtime", 100));
        Assert.Single(_board.Runs(Batch));
    }

    [Theory]
    [InlineData("job_exit_code", 0, "succeeded")]
    [InlineData("backup_exit_status", 2, "failed")]
    [InlineData("exit_code", -1, "failed")]
    [InlineData("import_success", 1, "succeeded")]
    [InlineData("import_success", 0, "failed")]
    public async Task The_names_of_metrics_tell_how_a_run_went(string name, double value, string state)
    {
        await PushAsync(Batch, Gauge(name, value), Gauge("records", 3));
        Assert.Equal(state, Job(Batch).Word);
        Assert.Contains(new RunMetric("records", 3), Assert.Single(_board.Runs(Batch)).Metrics);
    }

    [Fact]
    public async Task A_push_that_tells_nothing_of_a_run_makes_no_job()
    {
        await PushAsync(Batch, Gauge("some_metric", 3.14), Gauge("requests_success_total", 7));
        Assert.Empty(_board.Jobs);
    }

    [Fact]
    public async Task Two_machines_with_one_job_name_are_two_jobs()
    {
        await PushAsync(Labels.Of("job", "batch", "instance", "a"), Gauge("exit_code", 1));
        await PushAsync(Labels.Of("job", "batch", "instance", "b"), Gauge("exit_code", 0));
        Assert.Equal(["failed", "succeeded"], _board.Jobs.Select(j => j.Word));
    }

    [Fact]
    public async Task A_declared_job_takes_the_pushes_of_its_labels_and_any_push_counts()
    {
        Restart(new JobModel(Batch), new JobModel(Labels.Of("job", "batch", "site", "home")));
        await PushAsync(Labels.Of("job", "batch", "site", "home", "instance", "x"), Gauge("anything", 1));
        await PushAsync(Labels.Of("job", "batch", "instance", "y"), Gauge("anything", 1));
        Assert.Equal(["succeeded", "succeeded"], _board.Jobs.Select(j => j.Word));
        Assert.Single(_board.Runs(Batch));
    }

    [Theory]
    [InlineData("status{state=\"failed\"}", "failed", "failed")]
    [InlineData("status{state=\"failed\"}", "good", "succeeded")]
    public async Task A_label_can_be_the_rule(string failedIf, string state, string expected)
    {
        Restart(new JobModel(Batch)
        {
            Push = new PushRule { FailedIf = PushCondition.TryParse(failedIf) },
        });
        var metric = new ValueMetric(Labels.Of("state", state), 1);
        await PushAsync(Batch, new MetricFamily("status", MetricType.Gauge, "", "", [metric]));
        Assert.Equal(expected, Job(Batch).Word);
    }

    [Theory]
    [InlineData("rows > 0", 0, "failed")]
    [InlineData("rows > 0", 3, "succeeded")]
    [InlineData("other", 3, "failed")]
    public async Task A_value_can_be_the_rule(string succeededIf, double rows, string expected)
    {
        Restart(new JobModel(Batch)
        {
            Push = new PushRule { SucceededIf = PushCondition.TryParse(succeededIf) },
        });
        await PushAsync(Batch, Gauge("rows", rows));
        Assert.Equal(expected, Job(Batch).Word);
    }

    [Fact]
    public async Task A_rule_with_the_time_of_the_success_knows_the_first_failure_too()
    {
        Restart(new JobModel(Batch) { Push = new PushRule { LastSuccess = "done_at" } });
        await PushAsync(Batch, Gauge("took", 2));
        Assert.Equal("failed", Job(Batch).Word);
        await PushAsync(Batch, Gauge("done_at", 5));
        Assert.Equal("succeeded", Job(Batch).Word);
        await PushAsync(Batch, Gauge("done_at", 5));
        Assert.Equal("failed", Job(Batch).Word);
    }

    [Fact]
    public async Task A_run_that_pings_tell_of_is_not_ended_by_its_pushes()
    {
        await _board.ApplyAsync(
            new JobSignal(Batch, JobSignalKind.Started, _time.GetUtcNow(), "wrapper") { RunId = "1" },
            default);
        await PushAsync(Batch, Gauge("job_success", 1), Gauge("rows", 7));
        var run = Assert.Single(Job(Batch).Running);
        Assert.Contains(new RunMetric("rows", 7), run.Metrics);
    }

    [Fact]
    public async Task A_client_that_only_pushes_has_a_run_from_its_first_push_to_its_last()
    {
        var began = _time.GetUtcNow();
        var start = Gauge("hotaru_run_start_time_seconds", began.ToUnixTimeSeconds());
        await PushAsync(Batch, start);
        Assert.Equal("running", Job(Batch).Word);
        await PushAsync(Batch, start);
        await PushAsync(Batch, start, Gauge("hotaru_run_success", 1));
        var run = Assert.Single(_board.Runs(Batch));
        Assert.Equal((began, RunOutcome.Succeeded), (run.StartedAt, run.Outcome));
    }

    [Fact]
    public async Task Summaries_and_histograms_are_in_the_figures_of_a_run_with_quantiles()
    {
        HistogramBucket[] buckets = [new(1, 5), new(2, 9), new(4, 10), new(double.PositiveInfinity, 10)];
        var labels = Labels.Of("step", "copy");
        await PushAsync(
            Batch, Gauge("job_success", 1),
            new MetricFamily("took_seconds", MetricType.Histogram, "", "", [
                new HistogramMetric(labels, 10, 14.5, buckets),
                new HistogramMetric(Labels.Empty, 0, 0, [new HistogramBucket(double.PositiveInfinity, 0)]),
            ]),
            new MetricFamily("rows", MetricType.Summary, "", "", [
                new SummaryMetric(Labels.Empty, 2, 30, [(0.5, 11)]),
            ]));
        RunMetric[] expected =
        [
            new("job_success", 1), new("took_seconds_count{step=\"copy\"}", 10),
            new("took_seconds_sum{step=\"copy\"}", 14.5),
            new("took_seconds{quantile=\"0.5\",step=\"copy\"}", 1),
            new("took_seconds{quantile=\"0.9\",step=\"copy\"}", 2),
            new("took_seconds{quantile=\"0.99\",step=\"copy\"}", 3.8),
            new("took_seconds_count", 0), new("took_seconds_sum", 0), new("rows_count", 2),
            new("rows_sum", 30), new("rows{quantile=\"0.5\"}", 11),
        ];
        var metrics = Assert.Single(_board.Runs(Batch)).Metrics;
        Assert.Equal(expected.Select(m => m.Series), metrics.Select(m => m.Series));
        Assert.All(expected.Zip(metrics), pair => Assert.Equal(pair.First.Value, pair.Second.Value, 1e-9));
    }

    [Theory]
    [InlineData("{'off': true}", "True|||||")]
    [InlineData("{'exit_code': 'code', 'duration': 'took'}", "False|code||||took")]
    [InlineData("{'succeeded_if': 'a == 1', 'failed_if': 'b'}", "False|||a == 1|b|")]
    [InlineData("{'last_success': 'at'}", "False||at|||")]
    [InlineData("{'exit_code': 'a', 'failed_if': 'b'}", "push: more than one rule is given")]
    [InlineData("{'off': true, 'failed_if': 'b'}", "push: more than one rule is given")]
    [InlineData("{'exit_code': 'a b'}", "push: \"a b\" is not a metric's name")]
    [InlineData("{'failed_if': 'a =='}", "push: \"a ==\" is not a condition")]
    public void A_rule_for_pushes_is_declared_in_the_words_of_the_file(string json, string expected)
    {
        var body = Encoding.UTF8.GetBytes($"{{'push': {json}}}".Replace('\'', '"'));
        var model = (JobDeclaration.Parse(body) with { Name = "batch" })
            .ToModel(TimeZoneInfo.Utc, out var problems);
        var push = model is null ? null : PushDeclaration.Of(model.Push);
        var said = push is null
            ? Assert.Single(problems)
            : string.Join(
                '|', push.Off, push.ExitCode, push.LastSuccess, push.SucceededIf, push.FailedIf,
                push.Duration);
        Assert.StartsWith(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_native_histogram_has_quantiles_too()
    {
        var native = new FloatHistogram
        {
            Count = 4,
            Sum = 6,
            PositiveSpans = [new HistogramSpan(1, 2)],
            PositiveBuckets = [2, 2],
        };
        await PushAsync(Batch, Gauge("job_success", 1), new MetricFamily(
            "took", MetricType.Histogram, "", "",
            [new HistogramMetric(Labels.Empty, 4, 6, []) { Native = native }]));
        var metrics = Assert.Single(_board.Runs(Batch)).Metrics;
        Assert.Contains(new RunMetric("took{quantile=\"0.5\"}", 2), metrics);
    }

    [Fact]
    public void A_condition_that_cannot_be_read_is_none()
    {
        Assert.Null(PushCondition.TryParse("a b"));
        Assert.Null(PushCondition.TryParse("a == b"));
        Assert.Null(PushCondition.TryParse("a{b=c}"));
        Assert.NotNull(PushCondition.TryParse("a{b=\"c\", d!=\"e\"} >= 1.5"));
    }

    private static MetricFamily Gauge(string name, double value) =>
        new(name, MetricType.Gauge, "", "", [new ValueMetric(Labels.Empty, value)]);

    private JobState Job(Labels labels) => _board.Find(labels)!;

    private async Task PushAsync(Labels key, params MetricFamily[] families)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        await _signs.TakeAsync(key, families, "", default);
    }

    private void Restart(params JobModel[] models)
    {
        _board.Dispose();
        (_board, _signs) = Start(models);
    }

    private (JobBoard, PushSigns) Start(JobModel[] models)
    {
        var board = new JobBoard(_store, models, [], _time);
        return (board, new PushSigns(board, _time));
    }
}
