namespace Hotaru.Promql;

/// <summary>What of a sample an instant selector gives.</summary>
internal enum InstantValue
{
    Sample,

    /// <summary>Its time in seconds.</summary>
    Time,

    /// <summary>Its time in milliseconds.</summary>
    TimeMs,

    /// <summary>Its start timestamp in seconds.</summary>
    StartTime,
}
