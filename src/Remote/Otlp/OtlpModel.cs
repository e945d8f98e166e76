namespace Hotaru.Remote;

/// <summary>otlp: of prometheus.yml, with Prometheus's defaults.</summary>
public sealed record OtlpModel
{
    public OtlpTranslation Translation { get; init; }

    public bool PromoteAllResourceAttributes { get; init; }

    /// <summary>Resource attributes that become labels of every series of the resource.</summary>
    public IReadOnlySet<string> PromoteResourceAttributes { get; init; } = new HashSet<string>();

    /// <summary>With <see cref="PromoteAllResourceAttributes"/>: the ones that do not.</summary>
    public IReadOnlySet<string> IgnoreResourceAttributes { get; init; } = new HashSet<string>();

    /// <summary>Whether target_info has service.name and its like as well.</summary>
    public bool KeepIdentifyingResourceAttributes { get; init; }

    /// <summary>Whether explicit histograms become native ones with custom buckets.</summary>
    public bool ConvertHistogramsToNhcb { get; init; }

    public bool PromoteScopeMetadata { get; init; }

    /// <summary>Whether a label _x becomes key_x.</summary>
    public bool LabelNameUnderscoreSanitization { get; init; } = true;

    public bool LabelNamePreserveMultipleUnderscores { get; init; } = true;

    public OtlpDelta Delta { get; init; }

    /// <summary>What the totals of delta metrics may take; series beyond that are refused.</summary>
    public long MaxDeltaBytes { get; init; } = 16 << 20;

    internal bool Escapes => Translation is OtlpTranslation.UnderscoreEscapingWithSuffixes
        or OtlpTranslation.UnderscoreEscapingWithoutSuffixes;

    internal bool AddsSuffixes => Translation is OtlpTranslation.UnderscoreEscapingWithSuffixes
        or OtlpTranslation.NoUTF8EscapingWithSuffixes;
}
