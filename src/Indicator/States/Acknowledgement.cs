using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>
/// The alerts a person has seen. It ends whole when an alert begins to fire that was not among them; an alert
/// that ends and comes back is a new one. Not for concurrent use: its owner holds the lock.
/// </summary>
internal sealed class Acknowledgement
{
    private readonly HashSet<ulong> _seen = [];
    private readonly HashSet<ulong> _fired = [];

    public IReadOnlyCollection<ulong> Fingerprints => _seen;

    public bool Covers(Alert alert) =>
        alert.State == AlertState.Firing && _seen.Contains(alert.Labels.Fingerprint());

    /// <summary>Takes up what an earlier process kept.</summary>
    public void Restore(IEnumerable<ulong> fingerprints) => _seen.UnionWith(fingerprints);

    /// <summary>Covers all that fire now.</summary>
    public void Acknowledge(IEnumerable<Alert> firing)
    {
        foreach (var alert in firing) _seen.Add(alert.Labels.Fingerprint());
    }

    /// <summary>Compares with what fires now; true where the acknowledgement changed.</summary>
    public bool Follow(IReadOnlyCollection<Alert> firing)
    {
        var now = firing.Select(alert => alert.Labels.Fingerprint()).ToHashSet();
        var before = _seen.Count;
        // What fired in this process and does so no more is over. What a restart brought back may not have
        // been
        // evaluated again yet, so it is kept until it was seen firing once.
        _seen.RemoveWhere(one => _fired.Contains(one) && !now.Contains(one));
        if (_seen.Count > 0 && !now.IsSubsetOf(_seen)) _seen.Clear();
        _fired.Clear();
        _fired.UnionWith(now);
        return _seen.Count != before;
    }

    public void End() => _seen.Clear();
}
