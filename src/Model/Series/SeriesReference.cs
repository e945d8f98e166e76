namespace Hotaru.Model;

/// <summary>
/// A short name of a series within one run of the process; zero is none. Saves the look-up by labels.
/// </summary>
public readonly record struct SeriesReference(ulong Id)
{
    public bool IsNone => Id == 0;
}
