namespace Hotaru.Model;

/// <summary>The label names that have a meaning of their own.</summary>
public static class LabelNames
{
    public const string MetricName = "__name__";
    public const string AlertName = "alertname";
    public const string AlertState = "alertstate";
    public const string Bucket = "le";
    public const string Instance = "instance";
    public const string Job = "job";
    public const string Quantile = "quantile";
    public const string Severity = "severity";
    public const string Type = "__type__";
    public const string Unit = "__unit__";

    /// <summary>
    /// Whether a name matches [a-zA-Z_][a-zA-Z0-9_]*, the form that needs no quotes anywhere.
    /// </summary>
    public static bool IsLegacyValid(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        }

        return true;
    }

    /// <summary>Whether a metric name matches [a-zA-Z_:][a-zA-Z0-9_:]*.</summary>
    public static bool IsLegacyValidMetric(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0])) return false;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && c != ':') return false;
        }

        return true;
    }
}
