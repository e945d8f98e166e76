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
        var reads = map.List("remote_read");
        if (reads.Count == 0) return;
        map.Problems.Add(
            reads[0].At, "remote_read is not supported: Hotaru answers remote read, but does not ask",
            "take remote_read out");
    }
}
