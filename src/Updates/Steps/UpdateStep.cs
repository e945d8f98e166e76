namespace Hotaru.Updates;

/// <summary>Where an update is. Each step may be done again from its beginning after a power cut.</summary>
public enum UpdateStep
{
    /// <summary>The package is checked and unpacked; the service runs on as it is.</summary>
    Unpacking,

    /// <summary>The service was or is being switched to the new release and is looked at.</summary>
    Trying,

    /// <summary>It was found good: links and leftovers follow.</summary>
    Keeping,

    /// <summary>It was not: the service is switched back.</summary>
    GoingBack,
}
