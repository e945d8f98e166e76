using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// Gives equal texts one string, so that ten thousand alerts keep the word "severity" once. It remembers a
/// bounded number of texts, the latest ones; a text that it forgot is merely kept twice. Not for concurrent
/// use.
/// </summary>
internal sealed class TextPool
{
    private const int Slots = 4096;

    private readonly string?[] _slots = new string?[Slots];

    public string Share(string text)
    {
        ref var slot = ref _slots[(uint)text.GetHashCode() % Slots];
        if (slot is not null && string.Equals(slot, text, StringComparison.Ordinal)) return slot;
        return slot = text;
    }

    public Labels Share(Labels labels)
    {
        if (labels.Count == 0) return Labels.Empty;
        var shared = new Label[labels.Count];
        for (var i = 0; i < shared.Length; i++)
            shared[i] = new Label(Share(labels[i].Name), Share(labels[i].Value));
        return Labels.FromSorted(shared);
    }

    /// <summary>The same alert with texts that others have as well.</summary>
    public AlertEntry Share(AlertEntry alert) => alert with
    {
        Labels = Share(alert.Labels),
        Annotations = Share(alert.Annotations),
        GeneratorUrl = Share(alert.GeneratorUrl),
    };

    /// <summary>What was posted again, with the known alert's objects: no new ones grow old.</summary>
    public AlertEntry ShareWith(AlertEntry known, AlertEntry posted) => posted with
    {
        Labels = known.Labels,
        Annotations = known.Annotations.Equals(posted.Annotations) ? known.Annotations
            : Share(posted.Annotations),
        GeneratorUrl = known.GeneratorUrl == posted.GeneratorUrl ? known.GeneratorUrl
            : Share(posted.GeneratorUrl),
    };
}
