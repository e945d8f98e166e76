namespace Hotaru.Storage.Chunks;

/// <summary>A way to code residuals and what it costs.</summary>
/// <param name="Origin">The constant, the least, the middle or the number nearly everywhere.</param>
/// <param name="Range">Greatest minus least, for <see cref="ResidualMode.Range"/>.</param>
/// <param name="Parameter">The Rice parameter: of the numbers, or of the gaps where sparse.</param>
/// <param name="CostBits">Bits, parameters included.</param>
internal readonly record struct ResidualPlan(
    ResidualMode Mode, long Origin, ulong Range, int Parameter, long CostBits);
