using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier.Tests.Forwarding;

public sealed class AlertForwarderTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly HttpReceiver _target = HttpReceiver.Start();
    private readonly AlertForwarder _forwarder;

    public AlertForwarderTests()
    {
        _forwarder = new AlertForwarder(
            () => Labels.Of("site", "home"), ForwardLimits.Default, _time, NullLoggerFactory.Instance);
        Apply(null);
    }

    public async ValueTask DisposeAsync()
    {
        _forwarder.Dispose();
        await _target.DisposeAsync();
    }

    [Fact]
    public async Task Alerts_go_out_at_once_again_every_minute_and_when_they_resolve()
    {
        await ReportAsync(AlertState.Firing);
        for (var second = 0; second < 60; second += 15)
        {
            _time.Advance(TimeSpan.FromSeconds(15));
            await ReportAsync(AlertState.Firing);
        }

        Assert.Equal(2, _target.Requests.Count);
        await ReportAsync(AlertState.Resolved);
        Assert.Equal(3, _target.Requests.Count);
        var alert = _target.Requests[2].Json[0];
        Assert.Equal("home", alert.GetProperty("labels").GetProperty("site").GetString());
        Assert.Equal(_time.GetUtcNow(), alert.GetProperty("endsAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_target_that_was_down_hears_how_things_stand()
    {
        _target.Answer = _ => (503, "");
        await ReportAsync(AlertState.Firing);
        Assert.False(_forwarder.Health.IsHealthy);
        _time.Advance(TimeSpan.FromSeconds(0.4));
        await ReportAsync(AlertState.Resolved);
        Assert.Single(_target.Requests);
        _target.Answer = null;
        _time.Advance(TimeSpan.FromSeconds(1));
        await _forwarder.WhenQuietAsync();
        Assert.True(_forwarder.Health.IsHealthy);
        Assert.Equal(2, _target.Requests.Count);
        Assert.True(_target.Requests[1].Json[0].GetProperty(
            "endsAt").GetDateTimeOffset() <= _time.GetUtcNow());
    }

    [Theory]
    [InlineData(401, "answered 401", 1)]
    [InlineData(400, "", 0)]
    public async Task A_password_that_is_wrong_shows_and_the_alert_waits(
        int status, string trouble, int waiting)
    {
        _target.Answer = _ => (status, "");
        await ReportAsync(AlertState.Firing);
        Assert.EndsWith(trouble, _forwarder.Health.Reason);
        Assert.Equal(trouble.Length == 0, _forwarder.Health.IsHealthy);
        double Value(string name) => Assert.IsType<ValueMetric>(Assert.Single(
            _forwarder.Metrics.Single(f => f.Name == $"prometheus_notifications_{name}").Metrics)).Value;
        Assert.Equal(waiting, Value("queue_length"));
        Assert.Equal(1, Value("errors_total"));
        Assert.Equal(0, Value("sent_total"));
        Assert.Equal(1, Value("alertmanagers_discovered"));
    }

    [Fact]
    public async Task Relabeling_changes_and_drops()
    {
        Apply(labels => labels["alertname"] == "Drop" ? null : labels.With("added", "x"));
        _forwarder.Receive(
            new AlertReport("rules", [Make("Drop", AlertState.Firing), Make("Keep", AlertState.Firing)]));
        await _forwarder.WhenQuietAsync();
        var json = Assert.Single(_target.Requests).Json;
        Assert.Equal(1, json.GetArrayLength());
        Assert.Equal("x", json[0].GetProperty("labels").GetProperty("added").GetString());
    }

    private void Apply(Func<Labels, Labels?>? relabel) => _forwarder.Apply(
        [new ForwardTarget(
            new Uri(_target.Url + "/api/v2/alerts"), new HttpClient(), TimeSpan.FromSeconds(10), relabel)]);

    private Task ReportAsync(AlertState state)
    {
        _forwarder.Receive(new AlertReport("rules", [Make("A", state)]));
        return _forwarder.WhenQuietAsync();
    }

    private Alert Make(string name, AlertState state)
    {
        var now = _time.GetUtcNow();
        return new Alert(
            state, Labels.Of("alertname", name), Labels.Empty, 1, now, now,
            state == AlertState.Resolved ? now : now.AddMinutes(4), "");
    }
}
