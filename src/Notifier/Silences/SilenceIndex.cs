using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// Finds the silences that can match a label set by one of their equality matchers, so that a thousand
/// silences do not cost a thousand tests for each alert. Not for concurrent use.
/// </summary>
internal sealed class SilenceIndex
{
    private readonly Dictionary<Label, List<Silence>> _byLabel = [];
    private readonly List<Silence> _others = [];

    public void Add(Silence silence)
    {
        if (KeyOf(silence) is not { } key) _others.Add(silence);
        else if (_byLabel.TryGetValue(key, out var same)) same.Add(silence);
        else _byLabel[key] = [silence];
    }

    public void Remove(Silence silence)
    {
        if (KeyOf(silence) is not { } key)
        {
            _others.Remove(silence);
            return;
        }

        if (!_byLabel.TryGetValue(key, out var same)) return;
        same.Remove(silence);
        if (same.Count == 0) _byLabel.Remove(key);
    }

    /// <summary>Adds the active silences that mute these labels; no list while there is none.</summary>
    public void Find(Labels labels, DateTimeOffset now, ref List<string>? ids)
    {
        Collect(_others, labels, now, ref ids);
        foreach (var label in labels.Span)
        {
            if (_byLabel.TryGetValue(label, out var candidates)) Collect(candidates, labels, now, ref ids);
        }
    }

    private static void Collect(
        List<Silence> candidates, Labels labels, DateTimeOffset now, ref List<string>? ids)
    {
        foreach (var silence in candidates)
        {
            if (silence.StateAt(now) == SilenceState.Active && silence.Mutes(labels))
                (ids ??= []).Add(silence.Id);
        }
    }

    private static Label? KeyOf(Silence silence)
    {
        foreach (var matcher in silence.Matchers)
        {
            if (matcher.Operator == MatchOperator.Equal && matcher.Value.Length > 0)
                return new Label(matcher.Name, matcher.Value);
        }

        return null;
    }
}
