using Hotaru.Model;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier;

/// <summary>
/// Tells a webhook of an alert once, with a notifier of its own that keeps nothing: the first real alert then
/// finds compiled code, which is a quarter of a second on a fast machine and seconds on a slow one.
/// </summary>
public static class NotifierRehearsal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="stage">Where the webhook is sent: an own address that takes no webhooks.</param>
    public static async Task RunAsync(Uri stage, TimeProvider time, CancellationToken cancellation)
    {
        await using var notifier = new NotifierService(
            Model(stage), new NotifierOptions(), new ForgetfulStore(), time, NullLoggerFactory.Instance);
        notifier.Start();
        var now = time.GetUtcNow();
        var alert = new Alert(
            AlertState.Firing, Labels.Of(LabelNames.AlertName, "Rehearsal"),
            Labels.Of("summary", "for nobody"), 1, now, now, now.AddMinutes(5), "");
        notifier.Receive(new AlertReport("rehearsal", [alert]));
        var deadline = time.GetTimestamp();
        while (notifier.Deliveries.List().Count == 0 && time.GetElapsedTime(deadline) < Patience)
            await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellation).ConfigureAwait(false);
    }

    private static NotifierModel Model(Uri stage)
    {
        var webhook = new WebhookConfig { SendResolved = true, Url = new Secret(stage.ToString()) };
        return NotifierModel.Silent with
        {
            Root = new RouteModel
            {
                Key = "{}",
                Place = "0",
                Receiver = "rehearsal",
                Matchers = LabelMatchers.None,
                GroupBy = [LabelNames.AlertName],
                GroupWait = TimeSpan.Zero,
                GroupInterval = TimeSpan.FromMinutes(5),
                RepeatInterval = TimeSpan.FromHours(4),
            },
            Receivers = [new ReceiverModel("rehearsal", Labels.Empty, [webhook])],
        };
    }
}
