using Hotaru.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Gateway.Tests;

public sealed class GroupExpiryTests : IAsyncLifetime
{
    private readonly GatewayFixture _it = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public GroupExpiryTests() =>
        _running = new GroupExpiry(_it.Gateway, _it.Time, NullLogger<GroupExpiry>.Instance)
            .RunAsync(_stopping.Token);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _stopping.Dispose();
        _it.Dispose();
    }

    [Fact]
    public async Task Each_group_goes_at_its_time_whichever_was_pushed_first()
    {
        await PushAsync("long", TimeSpan.FromMinutes(10));
        await PushAsync("short", TimeSpan.FromMinutes(1));
        await PushAsync("ever", null);

        _it.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(3, _it.Gateway.Groups.Count);
        Pass(TimeSpan.FromSeconds(2));
        await HasLeftAsync("ever", "long");
        Pass(TimeSpan.FromMinutes(10));
        await HasLeftAsync("ever");
    }

    [Fact]
    public async Task A_push_puts_it_off()
    {
        await PushAsync("a", TimeSpan.FromMinutes(1));
        Pass(TimeSpan.FromSeconds(50));
        await PushAsync("a", TimeSpan.FromMinutes(1));
        await PushAsync("b", TimeSpan.FromSeconds(20));

        Pass(TimeSpan.FromSeconds(21));
        await HasLeftAsync("a");
        Pass(TimeSpan.FromSeconds(40));
        await HasLeftAsync();
    }

    [Fact]
    public async Task What_could_not_be_deleted_is_tried_again_after_a_second()
    {
        await PushAsync("a", TimeSpan.FromMinutes(1));
        _it.Series.FailNextCommits("no room");
        Pass(TimeSpan.FromSeconds(61));
        await HasLeftAsync("a");

        _it.Series.FailNextCommits(null);
        await UntilAsync(() =>
        {
            Pass(TimeSpan.FromSeconds(1));
            return _it.Gateway.Groups.Count == 0;
        });
    }

    private Task PushAsync(string job, TimeSpan? timeToLive) =>
        _it.PushAsync(job, "m 1\n", true, push => push with { TimeToLive = timeToLive });

    /// <summary>In steps, as a clock goes.</summary>
    private void Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
            _it.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private Task HasLeftAsync(params string[] jobs) =>
        UntilAsync(() => _it.Gateway.Groups.Select(group => group.Key["job"]).SequenceEqual(jobs));

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var attempt = 0; attempt < 3_000 && !isSo(); attempt++) await Task.Delay(10);
        Assert.True(isSo());
    }
}
