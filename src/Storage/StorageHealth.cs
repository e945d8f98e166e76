using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>What of the background work fails at the moment, and since when. Thread-safe.</summary>
internal sealed class StorageHealth(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _failing = new(StringComparer.Ordinal);
    private DateTimeOffset _since = time.GetUtcNow();

    /// <summary>Whether this is news.</summary>
    public bool Failed(string what, string reason)
    {
        lock (_lock)
        {
            if (_failing.Count == 0) _since = time.GetUtcNow();
            var isNews = !_failing.TryGetValue(what, out var known) || known != reason;
            _failing[what] = reason;
            return isNews;
        }
    }

    public void Succeeded(string what)
    {
        lock (_lock)
        {
            if (_failing.Remove(what) && _failing.Count == 0) _since = time.GetUtcNow();
        }
    }

    /// <param name="failure">Why the journal's last entry could not be written, or empty.</param>
    public PartHealth Of(long damagedBlobs, string failure)
    {
        lock (_lock)
        {
            var reasons = _failing.Values.Append(failure).Where(r => r.Length > 0).Distinct().ToList();
            if (damagedBlobs > 0) reasons.Add($"{damagedBlobs} damaged blobs were set aside since the start");
            return new PartHealth("storage", reasons.Count == 0, string.Join("; ", reasons), _since);
        }
    }
}
