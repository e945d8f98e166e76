namespace Hotaru.Updates;

/// <summary>What the updater needs of the machine.</summary>
/// <param name="Rid">The kind of machine whose releases are taken, such as linux-arm.</param>
public sealed record UpdaterParts(
    string Rid, IServiceControl Service, IReadinessProbe Probe, TimeProvider Time)
{
    /// <summary>Hears of every step as it begins.</summary>
    public Action<UpdateJournal> Say { get; init; } = _ => { };

    /// <summary>Hears how each update ended.</summary>
    public Action<UpdateResult> Ended { get; init; } = _ => { };
}
