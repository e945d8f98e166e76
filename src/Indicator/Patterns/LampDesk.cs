namespace Hotaru.Indicator;

/// <summary>
/// Chooses the pattern for what is to be shown, by day and by night, and plays the lamp test.
/// </summary>
internal sealed class LampDesk(IndicatorModel model, IIndicatorOutput output, TimeProvider time) : IDisposable
{
    /// <summary>How long the lamp tells that the last alert has ended.</summary>
    public static readonly TimeSpan ResolvedFor = TimeSpan.FromSeconds(10);

    private readonly LampPlayer? _player = output.PlaysPatterns ? new LampPlayer(output, time) : null;
    private readonly Dictionary<(LampShow Show, bool IsNight), LampPattern> _patterns = [];
    private readonly Lock _lock = new();
    private (LampPattern Lamp, LampPattern? Buzzer) _shown =
        (LampPatterns.Of(LampShow.Ok, model.HasOneColour), null);
    private bool _isTesting;

    public void Show(IndicatorView view, TimeOnly localTime)
    {
        if (_player is null) return;
        lock (_lock)
        {
            var isNight = model.Night?.Contains(localTime) == true;
            var shown = (Pattern_NeedsLock(view.Shows, isNight), view.Buzzer ? LampPatterns.Buzzer : null);
            if (ReferenceEquals(shown.Item1, _shown.Lamp) && ReferenceEquals(shown.Item2, _shown.Buzzer))
                return;
            _shown = shown;
            if (!_isTesting) _player.Play(shown.Item1, shown.Item2);
        }
    }

    public async Task TestAsync(CancellationToken cancellation)
    {
        if (_player is null) return;
        lock (_lock)
        {
            if (_isTesting) return;
            _isTesting = true;
            _player.Play(LampTest.Pattern, LampTest.Buzzer);
        }

        try
        {
            await Task.Delay(LampTest.Length, time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _isTesting = false;
                _player.Play(_shown.Lamp, _shown.Buzzer);
            }
        }
    }

    public void Dispose() => _player?.Dispose();

    private LampPattern Pattern_NeedsLock(LampShow show, bool isNight)
    {
        if (_patterns.TryGetValue((show, isNight), out var pattern)) return pattern;
        pattern = LampPatterns.Of(show, model.HasOneColour);
        return _patterns[(show, isNight)] = isNight ? pattern.Dimmed() : pattern;
    }
}
