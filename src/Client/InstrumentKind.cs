namespace Hotaru.Client;

/// <summary>What is kept of an instrument's measurements.</summary>
internal enum InstrumentKind
{
    /// <summary>Measurements are added up; never falls.</summary>
    Counter,

    /// <summary>Each measurement is the sum so far.</summary>
    ObservableCounter,

    /// <summary>Measurements are added up; may fall.</summary>
    UpDownCounter,

    /// <summary>The last measurement counts.</summary>
    Gauge,

    /// <summary>Measurements are counted into buckets.</summary>
    Histogram,
}
