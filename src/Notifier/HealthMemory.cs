using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Remembers since when a part is as it is. Any thread.</summary>
internal sealed class HealthMemory(string part, bool isOutside = false)
{
    private readonly Lock _lock = new();
    private PartHealth? _last;

    public PartHealth Now(string trouble, DateTimeOffset now)
    {
        lock (_lock)
        {
            var isHealthy = trouble.Length == 0;
            var since = _last?.IsHealthy == isHealthy ? _last.Since : now;
            return _last = new PartHealth(part, isHealthy, trouble, since, isOutside && !isHealthy);
        }
    }
}
