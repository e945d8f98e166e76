namespace Hotaru.Promql;

/// <summary>One call of a range function: its scalars at every step and how its range was selected.</summary>
internal sealed class RangeCall
{
    public required string Function { get; init; }

    public required QueryContext Context { get; init; }

    /// <summary>The place of the first argument, which annotations point to.</summary>
    public required TextRange At { get; init; }

    public required long RangeMs { get; init; }

    /// <summary>The scalar arguments in their order.</summary>
    public double[][] Scalars { get; init; } = [];

    public bool Anchored { get; init; }

    public bool Smoothed { get; init; }

    public bool UsesStarts { get; init; }

    public double RangeSeconds => RangeMs / 1000.0;

    public RangeNotes Notes(in RangeWindow window) => new(Context, At, window.Series.MetricName);
}
