using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Adds up the differences of one request. Nothing of it lasts until <see cref="Keep"/>. Holds the totals'
/// lock from the first difference on until it is disposed, on the same thread.
/// </summary>
internal sealed class DeltaRound(DeltaTotals totals, long maxBytes) : IDisposable
{
    private readonly Dictionary<DeltaKey, DeltaTotal> _changes = [];
    private long _added;
    private bool _isEntered;

    public IReadOnlyDictionary<DeltaKey, DeltaTotal> Changes => _changes;

    /// <summary>
    /// Makes the total of a difference. The rules are those of OpenTelemetry's deltatocumulative, which
    /// Prometheus uses: a difference that is not later than the last one, or belongs to an earlier start, is
    /// left out, a gap counts as zero.
    /// </summary>
    /// <returns>Why it is left out, or null.</returns>
    /// <exception cref="FormatException">It cannot be added up.</exception>
    public string? Add(Labels labels, OtlpKind kind, OtlpPoint point)
    {
        if (!_isEntered) totals.Enter();
        _isEntered = true;
        // No value was recorded: the series ends here, and what it has counted stays.
        if (point.IsStale) return null;
        var key = new DeltaKey(labels, kind);
        var last = _changes.GetValueOrDefault(key) ?? totals.Find_NeedsLock(key);
        if (last is { IsUnconfirmed: true } && point.TimeNs == last.TimeNs)
        {
            _changes[key] = last with { IsUnconfirmed = false };
            last.CopyTo(point);
            return null;
        }

        if (Fault(last, point) is { } fault) return fault;
        var total = (last?.Plus(point) ?? DeltaTotal.First(kind, point)) with
        {
            SeenAt = totals.Now,
            IsUnconfirmed = false,
        };
        if (!Fits(key, last, total))
            return $"the totals of delta series have reached their limit of {maxBytes} bytes";
        _changes[key] = total;
        total.CopyTo(point);
        return null;
    }

    public void Keep()
    {
        foreach (var (key, total) in _changes) totals.Set_NeedsLock(key, total);
    }

    public void Dispose()
    {
        if (_isEntered) totals.Exit();
        _isEntered = false;
    }

    private static string? Fault(DeltaTotal? last, OtlpPoint point)
    {
        if (last is null) return null;
        if (point.StartNs < last.StartNs)
            return "the delta's start lies before that of its series; do two processes send the same series?";
        return point.TimeNs <= last.TimeNs ? "out of order delta" : null;
    }

    private bool Fits(DeltaKey key, DeltaTotal? last, DeltaTotal total)
    {
        var more = DeltaTotals.BytesOf(key, total) - (last is null ? 0 : DeltaTotals.BytesOf(key, last));
        if (more > 0 && totals.Bytes + _added + more > maxBytes) return false;
        _added += more;
        return true;
    }
}
