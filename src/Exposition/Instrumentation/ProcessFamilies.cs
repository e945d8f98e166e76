using System.Diagnostics;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// process_* as the Go client library names them (so that dashboards find them), and a few dotnet_*. What the
/// system does not tell is left out.
/// </summary>
public static class ProcessFamilies
{
    private static readonly double StartSeconds = StartOf();

    public static IEnumerable<MetricFamily> Collect()
    {
        using var process = Process.GetCurrentProcess();
        yield return One(
            "process_cpu_seconds_total", MetricType.Counter,
            "Total user and system CPU time spent in seconds.",
            process.TotalProcessorTime.TotalSeconds);
        yield return One(
            "process_resident_memory_bytes", MetricType.Gauge, "Resident memory size in bytes.",
            process.WorkingSet64);
        yield return One(
            "process_virtual_memory_bytes", MetricType.Gauge, "Virtual memory size in bytes.",
            process.VirtualMemorySize64);
        yield return One(
            "process_start_time_seconds", MetricType.Gauge,
            "Start time of the process since unix epoch in seconds.",
            StartSeconds);
        yield return One(
            "process_threads", MetricType.Gauge, "Threads of the process.",
            Entries("/proc/self/task") ?? process.Threads.Count);
        if (OpenFiles() is { } open)
            yield return One("process_open_fds", MetricType.Gauge, "Number of open file descriptors.", open);
        if (MostFiles() is { } most)
            yield return One("process_max_fds", MetricType.Gauge, "Maximum number of open file descriptors.",
                most);
        foreach (var family in OfRuntime()) yield return family;
    }

    private static IEnumerable<MetricFamily> OfRuntime()
    {
        var memory = GC.GetGCMemoryInfo();
        yield return new MetricFamily(
            "dotnet_gc_collections_total", MetricType.Counter, "Garbage collections by generation.", "",
            [
                .. Enumerable.Range(0, GC.MaxGeneration + 1).Select(g => new ValueMetric(
                    Labels.Of("generation", $"{g}"), GC.CollectionCount(g))),
            ]);
        yield return One(
            "dotnet_gc_pause_seconds_total", MetricType.Counter,
            "Time the process stood still for garbage collection.",
            GC.GetTotalPauseDuration().TotalSeconds);
        yield return One(
            "dotnet_gc_allocated_bytes_total", MetricType.Counter, "Bytes allocated on the managed heap.",
            GC.GetTotalAllocatedBytes());
        yield return One(
            "dotnet_gc_heap_bytes", MetricType.Gauge, "Managed heap in use.", GC.GetTotalMemory(false));
        yield return One(
            "dotnet_gc_committed_bytes", MetricType.Gauge, "Memory that the managed heap holds.",
            memory.TotalCommittedBytes);
        yield return One(
            "dotnet_threadpool_threads", MetricType.Gauge, "Threads of the pool.", ThreadPool.ThreadCount);
        yield return One(
            "dotnet_threadpool_queue_length", MetricType.Gauge, "Work items that wait for a thread.",
            ThreadPool.PendingWorkItemCount);
        yield return new MetricFamily(
            "dotnet_info", MetricType.Gauge, "The runtime, as a label.", "",
            [new ValueMetric(Labels.Of("version", Environment.Version.ToString()), 1)]);
    }

    private static MetricFamily One(string name, MetricType type, string help, double value) =>
        new(name, type, help, "", [new ValueMetric(Labels.Empty, value)]);

    private static double StartOf()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    private static int? OpenFiles() => Entries("/proc/self/fdinfo");

    /// <summary>
    /// How many entries a folder has. Of fdinfo, not fd: to list links asks the system twice about each.
    /// </summary>
    private static int? Entries(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Count() : null;

    /// <summary>"Max open files   soft   hard   files" in /proc/self/limits.</summary>
    private static double? MostFiles()
    {
        const string File = "/proc/self/limits";
        if (!System.IO.File.Exists(File)) return null;
        var line = System.IO.File.ReadLines(File)
            .FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        var fields = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields?.Length > 3 && double.TryParse(fields[3], out var soft) ? soft : null;
    }
}
