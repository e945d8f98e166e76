namespace Hotaru.Appliance.Configuration;

/// <summary>
/// Sections that Prometheus has and that change nothing here; they are known, so no mistake.
/// </summary>
internal static class IgnoredSections
{
    public static void Check(ConfigMap map)
    {
        // Traces of Prometheus's own requests, and the Go runtime's garbage collector.
        foreach (var name in (ReadOnlySpan<string>)["tracing", "runtime"]) map[name]?.Map();
    }
}
