using static Hotaru.Promql.ValueKind;

namespace Hotaru.Promql;

/// <summary>Every function of the language.</summary>
public static class FunctionCatalog
{
    private static readonly Dictionary<string, FunctionSignature> Functions = Build();

    public static IEnumerable<FunctionSignature> All => Functions.Values;

    public static FunctionSignature? Find(string name) => Functions.GetValueOrDefault(name);

    private static Dictionary<string, FunctionSignature> Build()
    {
        var all = new Dictionary<string, FunctionSignature>(StringComparer.Ordinal);
        void Add(string names, ValueKind[] arguments, ValueKind returns = Vector, int variadic =
            0, bool experimental = false)
        {
            foreach (var name in names.Split(' '))
                all[name] = new FunctionSignature(name, arguments, returns, variadic, experimental);
        }

        Add("abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg "
            + "histogram_count "
            + "histogram_sum histogram_stddev histogram_stdvar ln log10 log2 rad sgn sin sinh sort "
                + "sort_desc sqrt tan "
            + "tanh timestamp", [Vector]);
        Add("start_timestamp", [Vector], experimental: true);
        Add("absent_over_time avg_over_time changes count_over_time delta deriv first_over_time idelta "
            + "increase irate "
            + "last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time "
            + "stdvar_over_time sum_over_time", [Matrix]);
        Add("mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time "
            + "ts_of_min_over_time",
            [Matrix], experimental: true);
        Add("days_in_month day_of_month day_of_week day_of_year hour minute month year", [Vector],
            variadic: 1);
        Add("clamp", [Vector, Scalar, Scalar]);
        Add("clamp_max clamp_min", [Vector, Scalar]);
        Add("round", [Vector, Scalar], variadic: 1);
        Add("histogram_fraction", [Scalar, Scalar, Vector]);
        Add("histogram_quantile", [Scalar, Vector]);
        Add("histogram_quantiles", [Vector, ValueKind.String, Scalar, Scalar], variadic: 9,
            experimental: true);
        Add("double_exponential_smoothing", [Matrix, Scalar, Scalar], experimental: true);
        Add("predict_linear", [Matrix, Scalar]);
        Add("quantile_over_time", [Scalar, Matrix]);
        Add("info", [Vector, Vector], variadic: 1, experimental: true);
        Add("label_replace",
            [Vector, ValueKind.String, ValueKind.String, ValueKind.String, ValueKind.String]);
        Add("label_join", [Vector, ValueKind.String, ValueKind.String, ValueKind.String], variadic: -1);
        Add("sort_by_label sort_by_label_desc", [Vector, ValueKind.String], variadic: -1, experimental: true);
        Add("pi time", [], Scalar);
        Add("start end step range", [], Scalar, experimental: true);
        Add("max_of min_of", [Scalar, Scalar], Scalar, experimental: true);
        Add("scalar", [Vector], Scalar);
        Add("vector", [Scalar]);
        return all;
    }
}
