using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Promql.Evaluation;

public sealed class PromqlEngineTests : IDisposable
{
    private readonly MemorySeries _series = new();
    private readonly ManualTime _time = new();
    private readonly PromqlEngine _engine;

    public PromqlEngineTests()
    {
        for (var i = 0; i < 60; i++)
        {
            _series.Add(Labels.Of("__name__", "up", "job", "a"), i * 15_000, i);
            _series.Add(Labels.Of("__name__", "up", "job", "b"), i * 15_000, 2 * i);
        }

        _engine = new PromqlEngine(_series, new EngineOptions(), _time);
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void An_instant_query_gives_a_vector_at_its_time()
    {
        var result = Instant("up");
        var vector = Assert.IsType<VectorValue>(result.Value);
        Assert.Equal([8.0, 16], vector.Samples.Select(s => s.Value));
        Assert.All(vector.Samples, s => Assert.Equal(120_000, s.TimestampMs));
        Assert.Equal("vector", result.Value.TypeName);
        Assert.Equal(2, result.Statistics.SeriesRead);
    }

    [Fact]
    public void Options_that_are_applied_count_from_the_next_query_on()
    {
        var query = _engine.Parse("count_over_time(up{job='a'}[2m:])");
        double Count() => ((VectorValue)_engine.Instant(query, 600_000, default).Value).Samples[0].Value;
        Assert.Equal(2, Count());
        _engine.Apply(_engine.Options with { DefaultEvaluationInterval = TimeSpan.FromSeconds(30) });
        Assert.Equal(4, Count());
        Assert.Throws<PromqlParseException>(() => _engine.Parse("limitk(1, up)"));
        _engine.Apply(_engine.Options with { Parser = ParserOptions.Everything });
        Assert.NotNull(_engine.Parse("limitk(1, up)"));
    }

    [Fact]
    public void A_range_query_gives_a_matrix_sorted_by_labels()
    {
        var result = Range("-up", 0, 60_000, 30_000);
        var matrix = Assert.IsType<MatrixValue>(result.Value);
        Assert.Equal(["a", "b"], matrix.Series.Select(s => s.Labels["job"]));
        Assert.Equal([new Sample(0, 0), new Sample(30_000, -2), new Sample(60_000, -4)],
            matrix.Series[0].Floats);
    }

    [Fact]
    public void The_end_of_a_range_that_no_step_meets_is_left_out() =>
        Assert.Equal(3, Assert.IsType<MatrixValue>(Range("up", 0, 80_000,
            30_000).Value).Series[0].Floats.Count);

    [Theory]
    [InlineData("1", "scalar")]
    [InlineData("\"a\"", "string")]
    [InlineData("up[1m]", "matrix")]
    [InlineData("up[1m:30s]", "matrix")]
    public void Every_type_can_be_asked_at_an_instant(string text, string type) =>
        Assert.Equal(type, Instant(text).Value.TypeName);

    [Theory]
    [InlineData("up[1m]",
        "invalid expression type \"range vector\" for range query, must be Scalar or instant Vector")]
    [InlineData("\"a\"",
        "invalid expression type \"string\" for range query, must be Scalar or instant Vector")]
    public void A_range_query_of_another_type_is_bad_data(string text, string message)
    {
        var fault = Assert.Throws<QueryException>(() => Range(text, 0, 60_000, 30_000));
        Assert.Equal((QueryErrorType.BadData, message), (fault.Type, fault.Message));
    }

    [Fact]
    public void Two_series_that_are_the_same_without_their_names_are_an_error()
    {
        _series.Add(Labels.Of("__name__", "down", "job", "a"), 120_000, 1);
        var fault = Assert.Throws<QueryException>(() => Instant("abs({__name__=~\"up|down\"})"));
        Assert.Equal(QueryErrorType.Execution, fault.Type);
        Assert.Equal("vector cannot contain metrics with the same labelset", fault.Message);
    }

    [Fact]
    public void Too_many_samples_are_refused()
    {
        using var small = new PromqlEngine(_series, new EngineOptions { MaxSamples = 50 }, _time);
        var fault = Assert.Throws<QueryException>(
            () => small.Range(small.Parse("up"), 0, 900_000, 15_000, CancellationToken.None));
        Assert.Equal(QueryErrorType.Execution, fault.Type);
        Assert.Contains("too many samples", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subquery_with_more_steps_than_samples_may_be_held_is_refused()
    {
        var fault = Assert.Throws<QueryException>(() => Instant("max_over_time(up[100y:1ms])"));
        Assert.Contains("too many samples", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_that_was_cancelled_says_so()
    {
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        var fault = Assert.Throws<QueryException>(() => _engine.Instant(_engine.Parse("up"), 0, gone.Token));
        Assert.Equal(QueryErrorType.Canceled, fault.Type);
    }

    [Fact]
    public void A_query_that_takes_longer_than_its_time_is_a_timeout()
    {
        var slow = new SlowSource(_series, () => _time.Advance(TimeSpan.FromMinutes(3)));
        using var engine = new PromqlEngine(slow, new EngineOptions(), _time);
        var fault = Assert.Throws<QueryException>(
            () => engine.Instant(engine.Parse("sum(up) + up"), 120_000, CancellationToken.None));
        Assert.Equal(QueryErrorType.Timeout, fault.Type);
    }

    [Fact]
    public void A_storage_that_fails_is_an_internal_error()
    {
        var broken = new SlowSource(_series, () => throw new InvalidOperationException("disk on fire"));
        using var engine = new PromqlEngine(broken, new EngineOptions(), _time);
        var fault = Assert.Throws<QueryException>(() => engine.Instant(engine.Parse("up"), 0,
            CancellationToken.None));
        Assert.Equal(QueryErrorType.Internal, fault.Type);
        Assert.Contains("disk on fire", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Annotations_tell_where_in_the_expression_they_arose()
    {
        var result = Instant("sum(\n  rate(up[1m]))");
        var info = Assert.Single(result.Infos);
        Assert.Equal(
            "PromQL info: metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + "\"up\" (2:8)", info);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void One_syntax_tree_may_be_evaluated_by_many_threads()
    {
        var expression = _engine.Parse("sum by (job) (rate(up[1m] offset 15s)) > 0 or topk(1, up @ end())");
        var expected = Text(_engine.Range(expression, 60_000, 600_000, 15_000, default));
        Parallel.For(0, 64, _ => Assert.Equal(expected, Text(_engine.Range(expression, 60_000, 600_000,
            15_000, default))));
    }

    private static string Text(QueryResult result) => string.Join('\n',
        ((MatrixValue)result.Value).Series.Select(s => $"{s.Labels} {string.Join(' ', s.Floats)}"));

    private QueryResult Instant(string text) =>
        _engine.Instant(_engine.Parse(text), 120_000, CancellationToken.None);

    private QueryResult Range(string text, long start, long end, long step) =>
        _engine.Range(_engine.Parse(text), start, end, step, CancellationToken.None);

    private sealed class SlowSource(ISeriesSource inner, Action before) : ISeriesSource
    {
        public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
        {
            before();
            cancellation.ThrowIfCancellationRequested();
            return inner.Select(selection, cancellation);
        }
    }
}
