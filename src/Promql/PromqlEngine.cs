using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Answers PromQL queries over a series source. Thread-safe; at most
/// <see cref="EngineOptions.MaxConcurrentQueries"/> run at once and others wait within their timeout.
/// </summary>
public sealed class PromqlEngine : IDisposable
{
    private readonly ISeriesSource _source;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate;
    private readonly int _atOnce;
    private EngineOptions _options;
    private readonly SeriesBuffers _buffers = new();

    public PromqlEngine(ISeriesSource source, EngineOptions options, TimeProvider time)
    {
        (_source, _options, _time) = (source, options, time);
        _atOnce = options.MaxConcurrentQueries;
        _gate = new SemaphoreSlim(_atOnce);
    }

    /// <summary>What is in force; a query keeps what it began with.</summary>
    public EngineOptions Options => Volatile.Read(ref _options);

    /// <summary>
    /// Puts other options in force, for queries that begin from now on. How many run at once stays as it was
    /// at the start.
    /// </summary>
    public void Apply(EngineOptions options) => Volatile.Write(ref _options, options);

    /// <summary>How many queries run at the moment.</summary>
    public int Running => _atOnce - _gate.CurrentCount;

    /// <summary>Told of every query that was evaluated, on its thread; must not throw.</summary>
    public Action<QueryStatistics>? Evaluated { get; set; }

    /// <summary>Parses with the switches of this engine.</summary>
    /// <exception cref="PromqlParseException">The text is not an expression.</exception>
    public Expression Parse(string text) => PromqlParser.Parse(text, Options.Parser);

    /// <summary>Evaluates at one time.</summary>
    /// <param name="timeMs">Milliseconds since the epoch.</param>
    /// <param name="lookback">In place of <see cref="EngineOptions.LookbackDelta"/>.</param>
    /// <exception cref="QueryException">With Prometheus's errorType.</exception>
    public QueryResult Instant(
        Expression expression, long timeMs, CancellationToken cancellation, TimeSpan? lookback = null) =>
        Run(expression, new QueryWindow(timeMs, timeMs, 0), lookback, cancellation);

    /// <summary>
    /// Evaluates at start, start + step, ... up to end, all in milliseconds; the answer is a matrix.
    /// </summary>
    /// <exception cref="QueryException">With Prometheus's errorType.</exception>
    public QueryResult Range(
        Expression expression, long startMs, long endMs, long stepMs, CancellationToken cancellation,
        TimeSpan? lookback = null)
    {
        if (expression.Kind is not (ValueKind.Vector or ValueKind.Scalar))
            throw new QueryException(QueryErrorType.BadData, "invalid expression type "
                + $"\"{TypeChecker.Documented(expression.Kind)}\" for range query, must be Scalar or "
                    + "instant Vector");
        return Run(expression, new QueryWindow(startMs, endMs, stepMs), lookback, cancellation);
    }

    public void Dispose() => _gate.Dispose();

    private QueryResult Run(
        Expression expression, QueryWindow window, TimeSpan? lookback, CancellationToken cancellation)
    {
        var options = Options;
        using var timeout = new CancellationTokenSource(options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        var stage = "expression evaluation";
        try
        {
            stage = "expression evaluation in query queue";
            var queued = _time.GetTimestamp();
            _gate.Wait(either.Token);
            try
            {
                stage = "expression evaluation";
                var started = _time.GetTimestamp();
                var lookbackMs = (long)(lookback ?? options.LookbackDelta).TotalMilliseconds;
                var context = new QueryContext(_source, options, window, lookbackMs, either.Token)
                {
                    StatsOnly = HistogramStats.Find(expression),
                    Buffers = _buffers,
                };
                var value = new QueryRun(context, window).Evaluate(expression);
                var (warnings, infos) = context.Annotations.Render(expression.Source);
                var statistics = context.Statistics() with
                {
                    QueueTime = _time.GetElapsedTime(queued, started),
                    EvaluationTime = _time.GetElapsedTime(started),
                };
                Evaluated?.Invoke(statistics);
                return new QueryResult(value, warnings, infos, statistics);
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException e)
        {
            if (cancellation.IsCancellationRequested)
                throw new QueryException(QueryErrorType.Canceled, $"query was canceled in {stage}", e);
            throw new QueryException(QueryErrorType.Timeout, $"query timed out in {stage}", e);
        }
    }
}
