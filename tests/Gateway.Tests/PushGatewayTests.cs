using Hotaru.Model;

namespace Hotaru.Gateway.Tests;

public sealed class PushGatewayTests : IDisposable
{
    private readonly GatewayFixture _it = new();

    public void Dispose() => _it.Dispose();

    [Fact]
    public async Task Every_push_is_a_sample_also_two_in_the_same_millisecond()
    {
        var key = GatewayFixture.Key("a");
        foreach (var value in new[] { 1.0, 2.0, 3.0 })
        {
            var family = new MetricFamily("m", MetricType.Gauge, "", "", [new ValueMetric(Labels.Empty,
                value)]);
            await _it.Gateway.PushAsync(new Push(key, [family], true), CancellationToken.None);
        }

        Assert.Equal([1, 2, 3], _it.Values("__name__", "m", "job", "a"));
        Assert.Equal(3, _it.Values("__name__", "push_time_seconds", "job", "a").Length);
    }

    [Fact]
    public async Task Other_settings_hold_from_the_next_push_on_and_what_is_there_stays()
    {
        await _it.PutAsync("a", "m 1\n");
        await _it.PutAsync("b", "m 1\n");
        _it.Gateway.Apply(new GatewayModel { MaxGroups = 1, TimeToLive = TimeSpan.FromMinutes(5) });
        await Assert.ThrowsAsync<PushConflict>(() => _it.PutAsync("c", "m 1\n"));
        await _it.PutAsync("a", "m 2\n");
        Assert.Equal(2, _it.Gateway.Groups.Count);
        Assert.Equal(TimeSpan.FromMinutes(5), _it.Group("a").TimeToLive);
        Assert.Null(_it.Group("b").TimeToLive);
    }

    [Fact]
    public async Task A_put_ends_the_series_it_drops_and_a_post_keeps_them()
    {
        await _it.PutAsync("a", "m{x=\"1\"} 1\nm{x=\"2\"} 1\nn 1\n");
        await _it.PostAsync("a", "m{x=\"1\"} 2\n");
        await _it.PutAsync("a", "m{x=\"1\"} 3\n");

        Assert.Equal([1, 2, 3], _it.Values("__name__", "m", "job", "a", "x", "1"));
        Assert.Equal([1, null], _it.Values("__name__", "m", "job", "a", "x", "2"));
        Assert.Equal([1, null], _it.Values("__name__", "n", "job", "a"));
    }

    [Fact]
    public async Task A_deletion_ends_everything_and_wakes_the_rules()
    {
        await _it.PutAsync("a", "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_sum 1\nh_count 2\n");
        await _it.DeleteAsync("a");

        Assert.Equal([2, null], _it.Values("__name__", "h_bucket", "job", "a", "le", "+Inf"));
        Assert.Equal([1, null], _it.Values("__name__", "h_bucket", "job", "a", "le", "1.0"));
        Assert.Equal([2, null], _it.Values("__name__", "h_count", "job", "a"));
        Assert.Empty(_it.Gateway.Groups);
        Assert.Equal(
            ["h_bucket", "h_count", "h_sum", "push_failure_time_seconds", "push_time_seconds"],
            _it.Arrivals.All[^1].Order());
    }

    [Theory]
    [InlineData("# TYPE m gauge\nm 1\n", "# TYPE m counter\nm 1\n",
        "\"m\" is of type counter, another group has it as gauge")]
    [InlineData("# TYPE h histogram\nh_sum 1\n", "# TYPE h_count gauge\nh_count 1\n",
        "\"h_count\" is named like a part of the histogram \"h\"")]
    [InlineData("h_count 1\n", "# TYPE h histogram\nh_sum 1\n",
        "\"h_count\" is there and named like a part of \"h\"")]
    [InlineData("m 1\n", "m 1 5\n", "\"m\" has a timestamp; a push carries none, drop it")]
    [InlineData("m 1\n", "n{x=\"1\"} 1\nn{x=\"1\"} 2\n",
        "\"n\" has the series {instance=\"\", job=\"b\", x=\"1\"} twice")]
    [InlineData("m 1\n", "n{__x=\"1\"} 1\n", "\"n\" has the label \"__x\", which is not allowed")]
    public async Task A_conflict_is_refused_and_remembered_as_a_failure(string first, string second,
        string why)
    {
        await _it.PutAsync("a", first);
        var conflict = await Assert.ThrowsAsync<PushConflict>(() => _it.PostAsync("b", second));

        Assert.Equal(why, conflict.Message);
        var group = _it.Group("b");
        Assert.Null(group.PushedAt);
        Assert.NotNull(group.FailedAt);
        Assert.Equal(2, group.Families.Count);
        await _it.DeleteAsync("a");
        if (!second.Contains('5', StringComparison.Ordinal) && !second.StartsWith('n'))
            await _it.PostAsync("b", second);
    }

    [Theory]
    [InlineData("# TYPE m counter\nm 1\n")]
    [InlineData("n{x=\"1\"} 1\nn{x=\"1\"} 2\n")]
    [InlineData("m{job=\"a\"} 1\n")]
    public async Task Without_the_check_everything_but_a_timestamp_is_taken(string second)
    {
        _it.Gateway.Apply(new GatewayModel { ChecksConsistency = false });
        await _it.PutAsync("a", "# TYPE m gauge\nm 1\n");
        await _it.PutAsync("b", second);
        await _it.PutAsync("b", second);
        Assert.Null(_it.Group("b").FailedAt);
        await Assert.ThrowsAsync<PushConflict>(() => _it.PutAsync("b", "m 1 5\n"));
        Assert.NotNull(_it.Group("b").FailedAt);

        await _it.DeleteAsync("b");
        _it.Gateway.Apply(new GatewayModel());
        await _it.PutAsync("a", "# TYPE m gauge\nm 2\n");
    }

    [Fact]
    public async Task The_same_series_through_two_grouping_keys_is_refused()
    {
        await _it.PutAsync("a/instance/i", "m 1\n");
        await Assert.ThrowsAsync<PushConflict>(() => _it.PutAsync("a", "m{instance=\"i\"} 1\n"));
        await _it.PutAsync("a", "m{instance=\"j\"} 1\n");
        await Assert.ThrowsAsync<PushConflict>(() => _it.PutAsync("a/instance/j", "m 1\n"));
    }

    [Fact]
    public async Task Groups_survive_a_restart_with_all_they_hold()
    {
        await _it.PutAsync("a/instance/i", """
            # HELP h Latency.
            # TYPE h histogram
            h_bucket{le="1"} 1
            h_sum 1.5
            h_count 2
            # TYPE s summary
            s{quantile="0.5"} 3
            s_sum 4
            s_count 5

            """);
        await _it.PushAsync("b", "m 1\n", true, push => push with { TimeToLive = TimeSpan.FromHours(1) });
        await Assert.ThrowsAsync<PushConflict>(() => _it.PostAsync("b", "m 1 2\n"));
        var before = Page();

        await _it.RestartAsync();

        Assert.Equal(before, Page());
        Assert.Equal(TimeSpan.FromHours(1), _it.Group("b").TimeToLive);
        Assert.False(_it.Group("b").IsLastPushGood);
        // What was loaded takes part in the checks.
        await Assert.ThrowsAsync<PushConflict>(() => _it.PutAsync("c", "# TYPE h gauge\nh 1\n"));
    }

    [Fact]
    public async Task A_failed_commit_changes_nothing_and_leaves_no_claim()
    {
        await _it.PutAsync("a", "m 1\n");
        var before = Page();
        _it.Series.FailNextCommits("no room");

        await Assert.ThrowsAsync<StoreException>(() => _it.PutAsync("a", "# TYPE n counter\nn 1\n"));
        await Assert.ThrowsAsync<StoreException>(() => _it.DeleteAsync("a"));

        Assert.Equal(before, Page());
        _it.Series.FailNextCommits(null);
        await _it.PutAsync("b", "# TYPE n gauge\nn 1\n");
        await _it.PutAsync("a", "m 2\n");
        Assert.Equal([1, 2], _it.Values("__name__", "m", "job", "a"));
    }

    [Fact]
    public async Task A_group_goes_when_its_time_to_live_is_over()
    {
        await _it.PushAsync("a", "m 1\n", true, push => push with { TimeToLive = TimeSpan.FromMinutes(1) });
        await _it.PutAsync("b", "m 1\n");
        _it.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(0, await _it.Gateway.ExpireAsync(CancellationToken.None));

        _it.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, await _it.Gateway.ExpireAsync(CancellationToken.None));
        Assert.Equal("b", Assert.Single(_it.Gateway.Groups).Key["job"]);
        Assert.Equal([1, null], _it.Values("__name__", "m", "job", "a"));
    }

    [Fact]
    public async Task Counters_add_up_and_a_repeated_key_counts_once_also_after_a_restart()
    {
        const string Body =
            "# TYPE c counter\nc{x=\"1\"} 2\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_count 2\nh_sum 3\n";
        await AddAsync(Body, "run1");
        await AddAsync(Body, "run2");
        await _it.RestartAsync();
        await AddAsync(Body, "run2");
        await AddAsync("# TYPE c counter\nc{x=\"2\"} 5\n", "");

        Assert.Equal([2, 4, 4], _it.Values("__name__", "c", "job", "a", "x", "1"));
        Assert.Equal([5], _it.Values("__name__", "c", "job", "a", "x", "2"));
        Assert.Equal([2, 4], _it.Values("__name__", "h_count", "job", "a"));
        Assert.Equal([1, 2], _it.Values("__name__", "h_bucket", "job", "a", "le", "1.0"));
    }

    [Fact]
    public async Task The_number_of_groups_has_a_limit()
    {
        using var it = new GatewayFixture(new GatewayModel { MaxGroups = 1 });
        await it.PutAsync("a", "m 1\n");
        await it.PutAsync("a", "m 2\n");

        await Assert.ThrowsAsync<PushConflict>(() => it.PutAsync("b", "m 1\n"));
        Assert.Single(it.Gateway.Groups);
    }

    [Fact]
    public async Task A_torn_row_is_left_out_and_the_others_are_there()
    {
        await _it.PutAsync("a", "m 1\n");
        await _it.PutAsync("b", "m 1\n");
        await _it.RestartAsync();
        var (key, row) = _it.Store.Scan("push_groups", KeyRange.All).First();
        row[^1] ^= 1;
        await _it.Store.CommitAsync(new StoreBatch().Put("push_groups", key, row), Durability.Synced,
            default);

        await _it.RestartAsync();

        Assert.Equal("b", Assert.Single(_it.Gateway.Groups).Key["job"]);
    }

    [Fact]
    public async Task Pushes_that_wait_together_are_stored_together_and_each_has_its_own_outcome()
    {
        await _it.PutAsync("a", "# TYPE m gauge\nm 0\n");
        var commits = _it.Series.Also.Count;
        _it.Series.HoldCommits();
        var first = _it.PostAsync("a", "# TYPE m gauge\nm 1\n");
        var together = new[]
        {
            _it.PostAsync("a", "# TYPE m counter\nm 2\n"),
            _it.PostAsync("a", "# TYPE m counter\nm 3\nn{x=\"1\"} 1\nn{x=\"1\"} 2\n"),
            _it.PostAsync("a", "# TYPE m histogram\nm_count 4\n"),
            _it.PutAsync("a", "# TYPE m gauge\nm 5\n"),
        };
        _it.Series.LetCommitsGo();

        await first;
        await together[0];
        await Assert.ThrowsAsync<PushConflict>(() => together[1]);
        await together[2];
        await together[3];
        Assert.Equal(commits + 2, _it.Series.Also.Count);
        Assert.Equal([0, 1, 2, null, 5], _it.Values("__name__", "m", "job", "a"));
        Assert.Equal([4, null], _it.Values("__name__", "m_count", "job", "a"));
        // Nothing of the steps between is left in the index of types.
        await _it.PutAsync("b", "# TYPE m gauge\nm 1\n");
        await Assert.ThrowsAsync<PushConflict>(() => _it.PutAsync("c", "# TYPE m counter\nm 1\n"));
    }

    private Task AddAsync(string body, string key) =>
        _it.PushAsync("a", body, false, push => push with { AddsUp = true, IdempotencyKey = key });

    private string Page()
    {
        using var output = new MemoryStream();
        var pipe = System.IO.Pipelines.PipeWriter.Create(
            output, new System.IO.Pipelines.StreamPipeWriterOptions(leaveOpen: true));
        // A stream in memory is written at once.
        Assert.True(MetricsPage.WriteAsync(
            _it.Gateway.Groups, [], Exposition.ExpositionType.Text, pipe, CancellationToken.None)
            .IsCompletedSuccessfully);
        pipe.Complete();
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }
}
