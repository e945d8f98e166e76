namespace Hotaru.Promql;

/// <summary>The aggregation operators.</summary>
public enum Aggregation
{
    Sum, Avg, Count, Min, Max, Group, Stddev, Stdvar, TopK, BottomK, CountValues, Quantile, LimitK,
    LimitRatio,
}
