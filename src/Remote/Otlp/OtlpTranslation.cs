namespace Hotaru.Remote;

/// <summary>otlp.translation_strategy: what becomes of OpenTelemetry's names and units.</summary>
public enum OtlpTranslation
{
    /// <summary>Underscores for what the old alphabet lacks; units and _total behind the name.</summary>
    UnderscoreEscapingWithSuffixes,

    UnderscoreEscapingWithoutSuffixes,

    /// <summary>Names as they are, with units and _total behind them.</summary>
    NoUTF8EscapingWithSuffixes,

    NoTranslation,
}
