namespace Hotaru.Scraper;

/// <summary>
/// What a job's targets may expose; 0 means no limit. Each has prometheus.yml's name for it.
/// </summary>
public sealed record ScrapeLimits
{
    /// <summary>body_size_limit, in bytes after decompression.</summary>
    public long BodySize { get; init; }

    /// <summary>sample_limit, after metric relabeling.</summary>
    public long Samples { get; init; }

    /// <summary>target_limit, after relabeling.</summary>
    public long Targets { get; init; }

    /// <summary>label_limit.</summary>
    public long Labels { get; init; }

    /// <summary>label_name_length_limit, in bytes.</summary>
    public long LabelNameLength { get; init; }

    /// <summary>label_value_length_limit, in bytes.</summary>
    public long LabelValueLength { get; init; }

    /// <summary>keep_dropped_targets.</summary>
    public long KeptDroppedTargets { get; init; }

    /// <summary>native_histogram_bucket_limit.</summary>
    public long NativeHistogramBuckets { get; init; }
}
