namespace Hotaru.Indicator;

/// <summary>
/// Whether any interface but the loopback is up, asked of the kernel at most every ten seconds.
/// </summary>
public sealed class NetworkPresence(TimeProvider time, string classDirectory = "/sys/class/net")
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long? _askedAt;
    private bool _answer = true;

    public bool IsThere
    {
        get
        {
            lock (_lock)
            {
                if (_askedAt is { } at && time.GetElapsedTime(at) < Lifetime) return _answer;
                _askedAt = time.GetTimestamp();
                return _answer = Look();
            }
        }
    }

    private bool Look()
    {
        try
        {
            if (!Directory.Exists(classDirectory)) return true;
            foreach (var device in Directory.EnumerateFileSystemEntries(classDirectory))
            {
                if (Path.GetFileName(device) == "lo") continue;
                var file = Path.Combine(device, "operstate");
                // Tunnels and bridges say "unknown" while they work.
                if (File.Exists(file) && File.ReadAllText(file).Trim() is "up" or "unknown") return true;
            }

            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
