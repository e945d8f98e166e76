namespace Hotaru.Updates;

/// <summary>How long a file has not changed, by a clock that is not set in between.</summary>
internal sealed class GrowthWatch(string path, TimeProvider time)
{
    private (long Bytes, DateTime Written) _last = (-1, default);
    private long _changedAt = time.GetTimestamp();

    /// <summary>Looks now; zero where it changed since the last look.</summary>
    public TimeSpan StillFor
    {
        get
        {
            var file = new FileInfo(path);
            var now = file.Exists ? (file.Length, file.LastWriteTimeUtc) : (0, default);
            if (now != _last) (_last, _changedAt) = (now, time.GetTimestamp());
            return time.GetElapsedTime(_changedAt);
        }
    }
}
