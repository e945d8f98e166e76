namespace Hotaru.Exposition;

/// <summary>The forms in which metrics are exposed and pushed.</summary>
public enum ExpositionFormat
{
    /// <summary>Prometheus text, version 0.0.4 or 1.0.0.</summary>
    Text,

    /// <summary>OpenMetrics text 1.0.</summary>
    OpenMetrics,

    /// <summary>io.prometheus.client.MetricFamily messages, each behind its length as a varint.</summary>
    Protobuf,
}
