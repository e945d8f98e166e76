namespace Hotaru.Remote;

/// <summary>
/// What the differences of one series add up to since its start. Immutable: a request that fails half-way
/// leaves nothing behind.
/// </summary>
/// <param name="StartNs">When the counting began: the start of the first difference.</param>
/// <param name="TimeNs">The time of the last difference.</param>
internal abstract record DeltaTotal(ulong StartNs, ulong TimeNs)
{
    /// <summary>When the last difference came, on the process's own clock.</summary>
    public long SeenAt { get; init; }

    /// <summary>It may not have reached the store: the sender may repeat its last difference.</summary>
    public bool IsUnconfirmed { get; init; }

    /// <summary>Numbers that are kept beside the times; what memory is counted by.</summary>
    public abstract int Numbers { get; }

    /// <exception cref="FormatException">It cannot be added up.</exception>
    public static DeltaTotal First(OtlpKind kind, OtlpPoint point) => kind switch
    {
        OtlpKind.Histogram => BucketTotal.Of(point),
        OtlpKind.ExponentialHistogram => NativeTotal.Of(point),
        _ => NumberTotal.Of(point),
    };

    /// <summary>The total with one more difference, at the difference's time.</summary>
    /// <exception cref="FormatException">It cannot be added up.</exception>
    public abstract DeltaTotal Plus(OtlpPoint point);

    /// <summary>Makes the total of a difference; its attributes and exemplars stay.</summary>
    public virtual void CopyTo(OtlpPoint point) => (point.StartNs, point.TimeNs) = (StartNs, TimeNs);
}
