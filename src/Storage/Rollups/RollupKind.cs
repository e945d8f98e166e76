namespace Hotaru.Storage.Rollups;

/// <summary>
/// What is kept of the samples of one step. All stand at the time of the step's last sample.
/// </summary>
internal enum RollupKind
{
    /// <summary>
    /// The last sample, and where the value fell, the samples before and after the fall: an increase between
    /// two kept samples is that of all samples.
    /// </summary>
    Counter,
    Min,
    Max,
    Sum,
    Count,
}
