namespace Hotaru.Promql;

/// <summary>
/// Parts of the language that are or were behind feature flags of Prometheus; on and off as in its default.
/// </summary>
public sealed record ParserOptions
{
    public static readonly ParserOptions Default = new();

    /// <summary>Every part on.</summary>
    public static readonly ParserOptions Everything = new()
    {
        ExperimentalFunctions = true,
        DurationExpressions = true,
        ExtendedRangeSelectors =
            true,
        FillModifiers = true,
    };

    /// <summary>promql-experimental-functions: also limitk and limit_ratio.</summary>
    public bool ExperimentalFunctions { get; init; }

    /// <summary>
    /// promql-duration-expr: arithmetic, step(), range(), min_of() and max_of() in durations. Part of the
    /// language since Prometheus 3.14.
    /// </summary>
    public bool DurationExpressions { get; init; } = true;

    /// <summary>promql-extended-range-selectors: anchored and smoothed.</summary>
    public bool ExtendedRangeSelectors { get; init; }

    /// <summary>promql-binop-fill-modifiers: fill, fill_left and fill_right.</summary>
    public bool FillModifiers { get; init; }
}
