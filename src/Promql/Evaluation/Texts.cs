namespace Hotaru.Promql;

/// <summary>Texts of annotations, as Prometheus words them: dashboards and tests compare them.</summary>
internal static class Texts
{
    public const string Addition = "addition";
    public const string Subtraction = "subtraction";
    public const string Aggregation = "aggregation";
    public const string MixedAggregation = "encountered a mix of histograms and floats for aggregation";
    public const string SortInRange =
        "sort is ineffective for range queries since results are always ordered by labels";

    public static string Mixed(string metricName) =>
        $"encountered a mix of histograms and floats for metric name {Go.Quote(metricName)}";

    public static string MixedSchemas(string metricName) =>
        "vector contains a mix of histograms with exponential and custom buckets schemas for metric name "
            + $"{Go.Quote(metricName)}";

    public static string MixedKinds(string metricName) =>
        "vector contains a mix of classic and native histograms" + AnnotationSet.ForName(metricName);

    public static string NotCounter(string metricName) =>
        $"this native histogram metric is not a counter: {Go.Quote(metricName)}";

    public static string NotGauge(string metricName) =>
        $"this native histogram metric is not a gauge: {Go.Quote(metricName)}";

    public static string BadBucket(string metricName, string label) =>
        $"bucket label \"le\" is missing or has a malformed value of {Go.Quote(label)}"
            + AnnotationSet.ForName(metricName);

    public static string BadQuantile(double q) =>
        $"quantile value should be between 0 and 1, got {Go.Float(q)}";

    public static string BadRatio(double ratio, double to) =>
        $"ratio value should be between -1 and 1, got {Go.Float(ratio)}, capping to {Go.Float(to)}";

    public static string PossibleNonCounter(string metricName) =>
        "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + $"{Go.Quote(metricName)}";

    public static string PossibleNonCounterType(string metricName, string type) =>
        "metric might not be a counter, __type__ label is not set to \"counter\" or \"histogram\", got "
            + $"{Go.Quote(type)}: {Go.Quote(metricName)}";

    public static string Incompatible(string left, string op, string right) =>
        $"incompatible sample types encountered for binary operator {Go.Quote(op)}: {left} {op} {right}";

    public static string IncompatibleBuckets(string op) =>
        $"incompatible bucket layout encountered for binary operator {op}";

    public static string IgnoredInAggregation(string aggregation) =>
        $"ignored histogram in {aggregation} aggregation";

    public static string IgnoredInRange(string metricName) =>
        "ignored histograms in a range containing both floats and histograms for metric name "
            + $"{Go.Quote(metricName)}";

    public static string Collision(string operation) =>
        $"conflicting counter resets during histogram {operation}";

    public static string Reconciled(string operation) =>
        $"mismatched custom buckets were reconciled during {operation}";

    public static string NanQuantile(string metricName, string outcome) =>
        $"input to histogram_quantile has NaN observations, result is {outcome}"
            + AnnotationSet.ForName(metricName);

    public static string NanFraction(string metricName) =>
        "input to histogram_fraction has NaN observations, which are excluded from all fractions"
            + AnnotationSet.ForName(metricName);
}
