using Hotaru.Testing;

namespace Hotaru.Scraper.Tests.Discovery;

/// <summary>Runs a discoverer one refresh at a time, and keeps what it told.</summary>
internal sealed class Refreshes : IAsyncDisposable
{
    private readonly ManualTime _time;
    private readonly RefreshingDiscoverer _discoverer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private volatile IReadOnlyList<TargetGroup> _last = [];
    private int _told;

    public Refreshes(RefreshingDiscoverer discoverer, ManualTime time)
    {
        (_discoverer, _time) = (discoverer, time);
        _running = discoverer.RunAsync(
            groups =>
            {
                _last = groups;
                Interlocked.Increment(ref _told);
            },
            _stop.Token);
    }

    /// <summary>How often targets were told of.</summary>
    public int Told => Volatile.Read(ref _told);

    public IReadOnlyList<TargetGroup> Last => _last;

    public IEnumerable<string> Addresses =>
        _last.SelectMany(group => group.Targets).Select(target => target["__address__"]);

    /// <summary>
    /// Waits until as many refreshes have ended, well or not, and the next one is waited for.
    /// </summary>
    public async Task EndedAsync(int told, long failures)
    {
        await Eventually.True(
            () => Told == told && _discoverer.Failures == failures,
            $"{told} told and {failures} failures");
        await Eventually.True(() => _time.Timers == 1, "waiting for the next refresh");
    }

    /// <summary>Lets the refresh interval pass.</summary>
    public void Next(TimeSpan interval) => _time.Advance(interval);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _stop.Dispose();
    }
}
