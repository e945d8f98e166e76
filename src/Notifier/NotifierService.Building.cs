using Hotaru.Model;

namespace Hotaru.Notifier;

public sealed partial class NotifierService
{
    private readonly HealthMemory _health = new("notifier");
    private readonly HealthMemory _receiving = new("delivery", isOutside: true);

    /// <summary>
    /// Raised when an integration has taken a notification, on the thread that sent it; handlers are quick.
    /// </summary>
    public event Action<Notification, string>? Delivered;

    /// <summary>The receivers as they are configured, in the order of the file.</summary>
    public IReadOnlyList<ReceiverView> Receivers()
    {
        var run = _run;
        var counts = Counters.Counts;
        return [.. run.Model.Receivers.Select(receiver => new ReceiverView(receiver.Name,
            [.. run.Receivers[receiver.Name].Zip(receiver.Integrations, (integration, config) =>
            {
                var (waiting, since, failure) = integration.Queue.Standing;
                return new IntegrationView(integration.Key, config.Kind, waiting, since, failure,
                    counts.GetValueOrDefault(integration.Key));
            })]))];
    }

    /// <summary>Tries an integration's template and service with an alert that says it is a test.</summary>
    /// <returns>What became of it, by integration; null where there is no such receiver.</returns>
    public async Task<IReadOnlyDictionary<string, DeliveryOutcome>?> TestAsync(
        string receiver, CancellationToken cancellation)
    {
        if (!_run.Receivers.TryGetValue(receiver, out var integrations)) return null;
        var outcomes = new Dictionary<string, DeliveryOutcome>(StringComparer.Ordinal);
        foreach (var integration in integrations)
        {
            var notification = TestNotification.For(receiver, _time.GetUtcNow());
            outcomes[integration.Key] =
                await integration.Queue.TestAsync(notification, cancellation).ConfigureAwait(false);
        }

        return outcomes;
    }

    /// <summary>Completes when the notifier's groups answer and something of it was synced to disk.</summary>
    /// <returns>What is wrong, or nothing.</returns>
    public async Task<string> ProbeAsync(CancellationToken cancellation)
    {
        await Task.Run(() => _run.Dispatcher.Keys(), cancellation).ConfigureAwait(false);
        var batch = new StoreBatch();
        AlertBook.NoteAlive(_time.GetUtcNow(), batch);
        await _journal.WriteAsync(batch, Durability.Synced).WaitAsync(cancellation).ConfigureAwait(false);
        return _journal.Failure;
    }

    private NotifierRun Build(NotifierModel model, IEnumerable<GroupTiming> timings)
    {
        var templates = new NotificationTemplates(model.Templates, _options.ExternalUrl, _time);
        var receivers = new Dictionary<string, IReadOnlyList<Integration>>(StringComparer.Ordinal);
        var live = new HashSet<string>(StringComparer.Ordinal);
        foreach (var receiver in model.Receivers)
            receivers[receiver.Name] = [.. IntegrationsOf(receiver, templates, live)];
        lock (_queues)
        {
            foreach (var (key, queue) in _queues.Where(q => !live.Contains(q.Key)).ToList())
            {
                queue.Abandon();
                _queues.Remove(key);
            }
        }

        var inhibitor = new Inhibitor(model.InhibitRules);
        var intervals = new IntervalBook(model.Intervals);
        var pipeline = new NotificationPipeline(inhibitor, intervals, Silences, _log, _journal, receivers);
        var dispatcher = new Dispatcher(model.Root, Alerts, pipeline, _journal, _time, _logger, timings);
        return new NotifierRun(model, inhibitor, intervals, templates, receivers, dispatcher);
    }

    private IEnumerable<Integration> IntegrationsOf(
        ReceiverModel receiver, NotificationTemplates templates, HashSet<string> live)
    {
        for (var i = 0; i < receiver.Integrations.Count; i++)
        {
            var config = receiver.Integrations[i];
            var key = receiver.KeyOf(i);
            live.Add(key);
            var sender = _options.Senders?.Invoke(config) ?? SenderFactory.Create(config, templates, _time);
            yield return new Integration(key, config.SendResolved, QueueOf(key, sender));
        }
    }

    private DeliveryQueue QueueOf(string key, INotificationSender sender)
    {
        lock (_queues)
        {
            if (_queues.TryGetValue(key, out var queue))
            {
                queue.SpeakThrough(sender);
                return queue;
            }

            _queues[key] = queue = new DeliveryQueue(key, sender, _delivery);
            queue.Left += (notification, isDelivered) =>
            {
                if (isDelivered) Delivered?.Invoke(notification, key);
                else _run.Dispatcher.TakeBack(notification);
            };
            return queue;
        }
    }

    private List<DeliveryQueue> Queues()
    {
        lock (_queues) return [.. _queues.Values];
    }

    /// <summary>Why the notifier itself does not work, or empty: something of it stands still.</summary>
    private string OwnTrouble()
    {
        if (_journal.WaitedFor is { } waited && waited > StuckAfter)
            return $"the disk has not answered for {waited.TotalMinutes:F0} min";
        if (_upkeep is not null && _time.GetElapsedTime(_lastUpkeep) is var idle && idle > 4 * UpkeepInterval)
            return $"its upkeep has not run for {idle.TotalMinutes:F0} min";
        return Queues().FirstOrDefault(q => q.IsStuck)?.Stuck ?? "";
    }

    private string WorstTrouble()
    {
        lock (_queues)
        {
            foreach (var (key, queue) in _queues)
            {
                if (queue.Trouble.Length > 0) return $"{key}: {queue.Trouble} ({queue.Length} waiting)";
            }
        }

        return "";
    }
}
