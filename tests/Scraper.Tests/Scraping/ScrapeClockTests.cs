using Hotaru.Testing;

namespace Hotaru.Scraper.Tests.Scraping;

public sealed class ScrapeClockTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private readonly ManualTime _time = new();

    [Fact]
    public void Targets_are_spread_over_the_interval_by_their_hash_and_the_same_after_a_restart()
    {
        foreach (var hash in (ulong[])[0, 1, 987_654_321, ulong.MaxValue])
        {
            var first = _time.GetUtcNow() + new ScrapeClock(_time, Interval).Start(hash);
            _time.Advance(TimeSpan.FromSeconds(38.5));
            var second = _time.GetUtcNow() + new ScrapeClock(_time, Interval).Start(hash);
            Assert.Equal(0, (second - first).Ticks % Interval.Ticks);
        }
    }

    [Fact]
    public void Timestamps_are_set_onto_the_beat_where_a_scrape_is_a_little_late()
    {
        var clock = new ScrapeClock(_time, Interval);
        _time.Advance(clock.Start(7));
        var first = clock.Timestamp();
        _time.Advance(clock.Next() + TimeSpan.FromMilliseconds(1.5));
        Assert.Equal(first + 15_000, clock.Timestamp());
        _time.Advance(clock.Next() + TimeSpan.FromMilliseconds(500));
        Assert.Equal(first + 30_500, clock.Timestamp());
    }

    [Fact]
    public void Scrapes_that_were_missed_are_left_out_and_the_beat_is_kept()
    {
        var clock = new ScrapeClock(_time, Interval);
        _time.Advance(clock.Start(7));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(TimeSpan.FromSeconds(10), clock.Next());
    }

    [Fact]
    public void A_wall_clock_that_is_set_changes_the_timestamps_and_not_the_beat()
    {
        var clock = new ScrapeClock(_time, Interval);
        _time.Advance(clock.Start(7));
        var first = clock.Timestamp();
        _time.Step(TimeSpan.FromDays(-3));
        var wait = clock.Next();
        Assert.Equal(Interval, wait);
        _time.Advance(wait);
        Assert.Equal(first + 15_000 - 3 * 86_400_000L, clock.Timestamp());
    }
}
