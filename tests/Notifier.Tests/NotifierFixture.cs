using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier.Tests;

/// <summary>
/// A notifier on virtual time, with a store that outlives it and one receiver that can be down.
/// </summary>
internal sealed class NotifierFixture
{
    private readonly Func<NotifierModel> _model;

    public NotifierFixture(Func<RouteModel>? route = null, bool sendResolved = true)
    {
        var root = route ?? (() => Routes.Root());
        _model = () => NotifierModel.Silent with
        {
            Root = root(),
            Receivers =
            [
                new ReceiverModel("ops", Labels.Empty, [new WebhookConfig
                {
                    SendResolved = sendResolved, Url = new Secret("http://ops.example.org/"),
                }]),
            ],
        };
        Notifier = Create();
    }

    public ManualTime Time { get; private set; } = new();

    public MemoryStore Store { get; } = new();

    public ScriptedSender Receiver { get; } = new();

    public NotifierService Notifier { get; private set; }

    /// <summary>The process dies without a chance to write, and comes back later.</summary>
    public void KillAndRestart(TimeSpan downtime)
    {
        // The old notifier's timers hang on the old clock, which nobody moves any more.
        Time = new ManualTime(Time.GetUtcNow() + downtime);
        Notifier = Create();
    }

    public void Fire(string name, TimeSpan? lasts = null, params string[] labels) =>
        Post(name, Time.GetUtcNow() + (lasts ?? TimeSpan.FromDays(30)), labels);

    public void Resolve(string name, params string[] labels) => Post(name, Time.GetUtcNow(), labels);

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    private void Post(string name, DateTimeOffset ends, string[] labels)
    {
        var set = Labels.Of([LabelNames.AlertName, name, .. labels]);
        var now = Time.GetUtcNow();
        var known = Notifier.Alerts.Find(set.Fingerprint());
        var starts = known is null || known.IsResolvedAt(now) ? now : known.StartsAt;
        var posted = Notifier.PostAsync(
            [new AlertEntry(set, Labels.Empty, starts, ends, now, IsTimeout: false, "")],
            CancellationToken.None);
        Assert.True(posted.IsCompletedSuccessfully);
    }

    private NotifierService Create()
    {
        var notifier = new NotifierService(
            _model(), new NotifierOptions { Senders = _ => Receiver }, Store, Time,
            NullLoggerFactory.Instance);
        notifier.Start();
        return notifier;
    }
}
