using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Everything that belongs to one configuration; a reload makes a new one.</summary>
internal sealed record NotifierRun(
    NotifierModel Model, Inhibitor Inhibitor, IntervalBook Intervals, NotificationTemplates Templates,
    IReadOnlyDictionary<string, IReadOnlyList<Integration>> Receivers, Dispatcher Dispatcher)
{
    /// <summary>The receivers of an alert, one for each route that takes it.</summary>
    public IEnumerable<string> ReceiversOf(Labels labels) => Model.Root.Match(labels).Select(r => r.Receiver);
}
