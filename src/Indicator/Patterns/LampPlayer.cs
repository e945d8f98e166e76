namespace Hotaru.Indicator;

/// <summary>
/// Plays a pattern for the lamps and one for the buzzer on an output. A new pattern begins at once, on the
/// thread that asked for it; the steps after it come from a timer.
/// </summary>
internal sealed class LampPlayer : IDisposable
{
    private readonly IIndicatorOutput _output;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private readonly TimeProvider _time;
    private Track _lamp = new(LampPattern.Of((LampColours.Dark, 0)));
    private Track? _buzzer;
    private long _lastTimestamp;
    private bool _isClosed;

    public LampPlayer(IIndicatorOutput output, TimeProvider time)
    {
        (_output, _time) = (output, time);
        _lastTimestamp = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Step(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Play(LampPattern lamp, LampPattern? buzzer)
    {
        lock (_lock)
        {
            if (_isClosed) return;
            // A pattern that goes on keeps its rhythm.
            if (!ReferenceEquals(_lamp.Pattern, lamp)) _lamp = new Track(lamp);
            if (!ReferenceEquals(_buzzer?.Pattern, buzzer))
                _buzzer = buzzer is null ? null : new Track(buzzer);
            _lastTimestamp = _time.GetTimestamp();
            Show_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _timer.Dispose();
            _output.Light(LampColours.Dark, false);
        }
    }

    private void Step()
    {
        lock (_lock)
        {
            if (_isClosed) return;
            var now = _time.GetTimestamp();
            var passed = _time.GetElapsedTime(_lastTimestamp, now).TotalMilliseconds;
            _lastTimestamp = now;
            _lamp.Pass(passed);
            _buzzer?.Pass(passed);
            Show_NeedsLock();
        }
    }

    private void Show_NeedsLock()
    {
        _output.Light(_lamp.Current.Lit, _buzzer?.Current.Sounds ?? false);
        var next = Math.Min(_lamp.LeftMs, _buzzer?.LeftMs ?? double.PositiveInfinity);
        _timer.Change(
            double.IsPositiveInfinity(next) ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds(Math.Max(1, next)),
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where in its pattern a track is.</summary>
    private sealed class Track(LampPattern pattern)
    {
        private int _step;

        public LampPattern Pattern => pattern;

        public LampStep Current => pattern.Steps[_step];

        public double LeftMs { get; private set; } = Length(pattern, 0);

        public void Pass(double milliseconds)
        {
            LeftMs -= milliseconds;
            // A process that was stopped for a while goes on with the next step, not with all it missed.
            if (LeftMs > 0.5) return;
            _step = (_step + 1) % pattern.Steps.Count;
            LeftMs = Length(pattern, _step);
        }

        private static double Length(LampPattern pattern, int step) =>
            pattern.IsSteady ? double.PositiveInfinity : pattern.Steps[step].DurationMs;
    }
}
