namespace Hotaru.Remote;

/// <summary>What becomes of sums and histograms that tell the difference to the last report.</summary>
public enum OtlpDelta
{
    /// <summary>They are refused with a message that says what to set at the sender.</summary>
    Refuse,

    /// <summary>
    /// They are stored as they come, with the type unknown: Prometheus's feature otlp-native-delta-ingestion.
    /// </summary>
    Native,

    /// <summary>They are added up to what never falls: Prometheus's feature otlp-deltatocumulative.</summary>
    Cumulative,
}
