using Hotaru.Notifier;

namespace Hotaru.Web.Alertmanager;

/// <summary>What the Alertmanager surface's endpoints are made of; the wiring fills it in.</summary>
public sealed record AlertmanagerSurface
{
    public required NotifierService Notifier { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Reads the configuration anew; the text says what is wrong, empty where nothing is.</summary>
    public required Func<CancellationToken, Task<string>> Reload { get; init; }

    /// <summary>
    /// When the configuration was last read without a problem, and whether the last try was.
    /// </summary>
    public Func<(DateTimeOffset At, bool Succeeded)> LastReload { get; init; } = () => (default, true);
}
