namespace Hotaru.Promql;

/// <summary>What a duration is computed by.</summary>
public enum DurationOperator
{
    Add, Sub, Mul, Div, Mod, Pow, Step, Range, MaxOf, MinOf,
}
