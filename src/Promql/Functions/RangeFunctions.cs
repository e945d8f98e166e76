namespace Hotaru.Promql;

/// <summary>The functions over ranges by name.</summary>
internal static class RangeFunctions
{
    private static readonly Dictionary<string, RangeFunction> All = new(StringComparer.Ordinal)
    {
        ["rate"] = Rates.Rate,
        ["increase"] = Rates.Increase,
        ["delta"] = Rates.Delta,
        ["irate"] = InstantRates.Rate,
        ["idelta"] = InstantRates.Delta,
        ["sum_over_time"] = OverTime.Sum,
        ["avg_over_time"] = OverTime.Average,
        ["count_over_time"] =
            OverTime.Count,
        ["min_over_time"] = Extremes.Min,
        ["max_over_time"] = Extremes.Max,
        ["ts_of_min_over_time"] = Extremes.TimeOfMin,
        ["ts_of_max_over_time"] = Extremes.TimeOfMax,
        ["first_over_time"] = OverTime.First,
        ["last_over_time"] = OverTime.Last,
        ["ts_of_first_over_time"] = OverTime.TimeOfFirst,
        ["ts_of_last_over_time"] = OverTime.TimeOfLast,
        ["present_over_time"] = OverTime.Present,
        ["absent_over_time"] = OverTime.Present,
        ["quantile_over_time"] = Distributions.Quantile,
        ["stddev_over_time"] =
            Distributions.StandardDeviation,
        ["stdvar_over_time"] = Distributions.Variance,
        ["mad_over_time"] = Distributions.MedianDeviation,
        ["deriv"] = Trends.Derivative,
        ["predict_linear"] = Trends.Predict,
        ["double_exponential_smoothing"] = Trends.Smooth,
        ["resets"] = Transitions.Resets,
        ["changes"] = Transitions.Changes,
    };

    public static RangeFunction? Find(string name) => All.GetValueOrDefault(name);
}
