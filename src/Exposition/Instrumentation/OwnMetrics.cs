using System.Diagnostics.Metrics;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// The process's own metrics, for the /metrics page of every surface: process_* and dotnet_*, and what the
/// rooms count on meters whose name begins with Hotaru. One instance for the process; thread-safe.
/// </summary>
public sealed class OwnMetrics : IDisposable
{
    private const string MeterPrefix = "Hotaru.";

    private readonly MeterCollector _meters = new(meter =>
        meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal));

    /// <summary>The families as of now, by name.</summary>
    public IReadOnlyList<MetricFamily> Collect() =>
        [.. ProcessFamilies.Collect().Concat(_meters.Collect()).OrderBy(f => f.Name, StringComparer.Ordinal)];

    public void Dispose() => _meters.Dispose();
}
