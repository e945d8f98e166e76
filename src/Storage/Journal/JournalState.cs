namespace Hotaru.Storage.Journal;

/// <summary>
/// What writer and reader of the journal both know of a series after its last entry. A keyframe forgets it.
/// </summary>
internal struct JournalState
{
    /// <summary>
    /// The keyframe since which the state counts; another number means that nothing is known.
    /// </summary>
    public int Keyframe;

    /// <summary>The decimal scale of <see cref="Last"/>, or -1 where it is the bits of a double.</summary>
    public sbyte Scale;

    /// <summary>The last value: an integer at the scale, or bits.</summary>
    public long Last;

    /// <summary>About eight times the mean of the latest differences.</summary>
    public long Drift;

    /// <summary>About eight times the mean magnitude of the latest differences.</summary>
    public ulong Magnitudes;

    /// <summary>The same of what the differences leave over beside the drift.</summary>
    public ulong DriftMagnitudes;

    /// <summary>The newest sample that is in the journal or in a block.</summary>
    public long TimeMs;

    public static JournalState Unknown => new() { Scale = -1, TimeMs = long.MinValue };

    public void Forget(int keyframe)
    {
        Keyframe = keyframe;
        Restart(-1, 0);
    }

    /// <summary>A new scale: nothing is known of the differences to come.</summary>
    public void Restart(sbyte scale, long last) =>
        (Scale, Last, Drift, Magnitudes, DriftMagnitudes) = (scale, last, 0, 0, 0);
}
