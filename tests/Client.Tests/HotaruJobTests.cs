using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Hotaru.Testing;

namespace Hotaru.Client.Tests;

public sealed class HotaruJobTests
{
    private readonly FakeAppliance _appliance = new();
    private readonly ManualTime _time = new();

    private HotaruJobOptions Options => new()
    {
        Url = new Uri("http://pi:8080/prometheus"),
        Handler = _appliance,
        Time = _time,
        Meters = meter => meter is "hotaru.job" or "mine",
        Labels = new Dictionary<string,
            string>
        { ["zone"] = "a/b" },
    };

    [Fact]
    public async Task A_run_tells_its_start_pushes_at_its_end_and_tells_its_outcome()
    {
        await using (var job = HotaruJob.Start("night backup", Options))
        {
            job.Meter.CreateCounter<long>("files", "{file}").Add(3, new KeyValuePair<string, object?>("kind",
                "new"));
        }

        var requests = _appliance.Requests;
        Assert.Equal(["POST", "PUT", "POST"], requests.Select(r => r.Method));
        Assert.StartsWith("http://pi:8080/prometheus/ping/night%20backup/start?rid=", requests[0].Address);
        Assert.Equal(
            "http://pi:8080/prometheus/pushgateway/metrics/job/night%20backup/zone@base64/YS9i",
                requests[1].Address);
        Assert.Contains("# TYPE files_total counter\nfiles_total{kind=\"new\"} 3\n", requests[1].Body);
        Assert.Contains("hotaru_run_success 1\n", requests[1].Body);
        Assert.Contains("hotaru_run_start_time_seconds 1767225600\n", requests[1].Body);
        Assert.Contains("/ping/night%20backup/0?rid=", requests[2].Address);
    }

    [Fact]
    public async Task A_long_run_pushes_every_fifteen_seconds()
    {
        await using var job = HotaruJob.Start("long", Options);
        for (var i = 1; i <= 3; i++)
        {
            var pushes = i;
            await UntilAsync(() =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _appliance.Requests.Count(r => r.Method == "PUT") >= pushes;
            });
        }

        Assert.DoesNotContain("hotaru_run_success", _appliance.LastPush.Body);
    }

    [Fact]
    public async Task An_exception_is_told_as_a_failure_and_thrown_on()
    {
        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => HotaruJob.RunAsync(
            "x", (_, _) => throw new InvalidDataException("the tape is torn"), Options));

        Assert.Equal("the tape is torn", thrown.Message);
        Assert.Contains("hotaru_run_success 0\n", _appliance.LastPush.Body);
        Assert.Contains("/ping/x/1?", _appliance.Requests[^1].Address);
        Assert.Equal("the tape is torn", _appliance.Requests[^1].Body);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("hangs and hears no cancellation")]
    [InlineData("blocks its caller")]
    [InlineData("throws")]
    [InlineData("refuses")]
    public async Task Whatever_the_appliance_does_the_end_is_held_up_for_the_patience_only(string how)
    {
        using var end = new ManualResetEventSlim();
        _appliance.Before = how switch
        {
            "hangs" => token => Task.Delay(Timeout.Infinite, token),
            "blocks its caller" => _ => Task.FromResult(end.Wait(TimeSpan.FromMinutes(1), default)),
            "throws" => _ => throw new InvalidOperationException("not even a failure of HTTP"),
            "refuses" => _ => Task.CompletedTask,
            _ => _ => new TaskCompletionSource().Task,
        };
        _appliance.Status = HttpStatusCode.InternalServerError;
        var options = Options with
        {
            Time = TimeProvider.System,
            ExitPatience = TimeSpan.FromMilliseconds(200),
        };
        var begun = Stopwatch.GetTimestamp();
        await HotaruJob.RunAsync("x", (_, _) => Task.CompletedTask, options);

        // A busy machine may take its time; one that waits for the appliance would take a minute or for ever.
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        end.Set();
    }

    [Fact]
    public async Task A_gauge_of_the_job_that_hangs_holds_the_end_up_for_the_patience_only()
    {
        using var end = new ManualResetEventSlim();
        using var meter = new Meter("mine");
        meter.CreateObservableGauge("slow", () => end.Wait(TimeSpan.FromMinutes(1)) ? 1 : 0);
        var options = Options with
        {
            Time = TimeProvider.System,
            ExitPatience = TimeSpan.FromMilliseconds(200),
        };
        var begun = Stopwatch.GetTimestamp();
        await HotaruJob.RunAsync("x", (_, _) => Task.CompletedTask, options);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        end.Set();
    }

    [Fact]
    public void A_job_waits_three_seconds_at_its_end_unless_it_says_otherwise() =>
        Assert.Equal(TimeSpan.FromSeconds(3), new HotaruJobOptions().ExitPatience);

    [Fact]
    public async Task Nothing_is_thrown_into_the_job_whatever_the_appliance_does()
    {
        _appliance.Before = _ => throw new HttpRequestException("no route to host");
        var job = HotaruJob.Start("", Options);
        using var meter = new Meter("mine");
        meter.CreateObservableGauge("bad", Broken);
        meter.CreateCounter<double>("good").Add(1);
        job.Fail("first");
        job.Fail("second");
        await job.DisposeAsync();
        await job.DisposeAsync();

        Assert.Contains("good_total 1\n", _appliance.LastPush.Body);
        Assert.Equal("first", _appliance.Requests[^1].Body);
    }

    [Fact]
    public async Task Instruments_of_every_kind_are_written_as_prometheus_writes_them()
    {
        using var meter = new Meter("mine");
        var total = 5L;
        await using (HotaruJob.Start("x", Options))
        {
            meter.CreateUpDownCounter<int>("queue.length").Add(4);
            meter.CreateObservableCounter("seen", () => total);
            meter.CreateGauge<double>("temperature", "Cel").Record(21.5);
            var histogram = meter.CreateHistogram(
                "step", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] });
            histogram.Record(1);
            histogram.Record(1.5);
            histogram.Record(9);
            meter.CreateCounter<int>("odd \"name").Add(1, new KeyValuePair<string, object?>("a.b",
                "x\"\\\n"));
        }

        var body = _appliance.LastPush.Body;
        Assert.Contains("# TYPE queue_length gauge\nqueue_length 4\n", body);
        Assert.Contains("# TYPE seen_total counter\nseen_total 5\n", body);
        Assert.Contains("temperature_celsius 21.5\n", body);
        Assert.Contains(
            "# TYPE step_seconds histogram\nstep_seconds_bucket{le=\"1\"} 1\n"
            + "step_seconds_bucket{le=\"2\"} 2\n"
            + "step_seconds_bucket{le=\"+Inf\"} 3\nstep_seconds_sum 11.5\nstep_seconds_count 3\n", body);
        Assert.Contains("odd__name_total{a_b=\"x\\\"\\\\\\n\"} 1\n", body);
    }

    [Fact]
    public async Task Two_runs_in_one_process_push_their_own_instruments_only()
    {
        await using var other = HotaruJob.Start("other", Options with { Handler = new FakeAppliance() });
        await using (HotaruJob.Start("x", Options)) other.Meter.CreateCounter<int>("of_the_other").Add(1);

        Assert.DoesNotContain("of_the_other", _appliance.LastPush.Body);
    }

    [Fact]
    public async Task More_series_than_the_limit_are_counted_and_not_kept()
    {
        using var meter = new Meter("mine");
        await using (HotaruJob.Start("x", Options with { MostSeries = 2 }))
        {
            var counter = meter.CreateCounter<int>("c");
            for (var i = 0; i < 5; i++) counter.Add(1, new KeyValuePair<string, object?>("i", i));
        }

        Assert.Contains("hotaru_client_dropped_series_total 3\n", _appliance.LastPush.Body);
    }

    private static int Broken() => throw new InvalidOperationException("of the job's own");

    private static async Task UntilAsync(Func<bool> isDone)
    {
        for (var i = 0; i < 5000; i++)
        {
            if (isDone()) return;
            await Task.Yield();
        }

        Assert.Fail("it did not happen");
    }
}
