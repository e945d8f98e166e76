using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier.Tests.Silences;

public sealed class SilenceBookTests
{
    private readonly ManualTime _time = new();
    private readonly SilenceBook _book;

    public SilenceBookTests() => _book = new SilenceBook(
        new NotifierJournal(new MemoryStore(), _time, NullLogger.Instance), _time, TimeSpan.FromHours(120));

    [Fact]
    public async Task Changing_the_end_keeps_the_id_and_changing_the_matchers_does_not()
    {
        var silence = Make("a", "b");
        var id = await _book.SetAsync(silence, default);
        Assert.Equal(id,
            await _book.SetAsync(silence with { Id = id, EndsAt = silence.EndsAt.AddHours(1) }, default));
        var other = await _book.SetAsync(Make("a", "c") with { Id = id }, default);
        Assert.NotEqual(id, other);
        Assert.Equal(SilenceState.Expired, _book.Find(id)!.StateAt(_time.GetUtcNow()));
    }

    [Fact]
    public async Task A_start_in_the_past_becomes_now()
    {
        var id = await _book.SetAsync(
            Make("a", "b") with { StartsAt = _time.GetUtcNow().AddHours(-1) }, default);
        Assert.Equal(_time.GetUtcNow(), _book.Find(id)!.StartsAt);
    }

    [Fact]
    public async Task An_unknown_id_is_not_found() => await Assert.ThrowsAsync<SilenceNotFoundException>(
        () => _book.SetAsync(Make("a", "b") with { Id = Guid.NewGuid().ToString() }, default));

    [Theory]
    [InlineData(MatchOperator.Equal, "", false)]
    [InlineData(MatchOperator.Regex, ".*", false)]
    [InlineData(MatchOperator.NotEqual, "b", true)]
    [InlineData(MatchOperator.Regex, ".+", true)]
    public async Task A_silence_for_everything_is_refused(MatchOperator op, string value, bool isTaken)
    {
        var silence = Make("a", "b") with { Matchers = [new Matcher("a", op, value)] };
        var error = await Record.ExceptionAsync(() => _book.SetAsync(silence, default));
        Assert.Equal(isTaken, error is null);
    }

    [Fact]
    public async Task Muting_begins_and_ends_at_its_times()
    {
        var labels = Labels.Of("a", "b", "c", "d");
        var now = _time.GetUtcNow();
        var id = await _book.SetAsync(
            Make("a", "b") with { StartsAt = now.AddMinutes(1), EndsAt = now.AddMinutes(2) }, default);
        Assert.Empty(_book.MutedBy(labels));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal([id], _book.MutedBy(labels));
        Assert.Empty(_book.MutedBy(Labels.Of("a", "x")));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(_book.MutedBy(labels));
    }

    [Fact]
    public async Task Expired_ones_are_kept_for_the_retention()
    {
        var id = await _book.SetAsync(Make("a", "b"), default);
        await _book.ExpireAsync(id, default);
        await _book.ExpireAsync(id, default);
        _time.Advance(TimeSpan.FromHours(119));
        _book.Forget();
        Assert.NotNull(_book.Find(id));
        _time.Advance(TimeSpan.FromHours(2));
        _book.Forget();
        Assert.Null(_book.Find(id));
    }

    private Silence Make(string name, string value)
    {
        var now = _time.GetUtcNow();
        return new Silence(
            "", [new Matcher(name, MatchOperator.Equal, value)], now, now.AddHours(1), now, "me", "why",
            Labels.Empty);
    }
}
