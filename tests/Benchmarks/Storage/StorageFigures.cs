using System.Diagnostics;
using System.Globalization;
using Hotaru.Model;
using Hotaru.Storage;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Benchmarks.Storage;

/// <summary>
/// What a sample costs in this process, without HTTP: bytes on disk and written, CPU, memory, replay and
/// reads. Usage: <c>storage [hosts] [hours] [directory]</c>.
/// </summary>
internal static class StorageFigures
{
    private const int Step = 15;

    public static async Task RunAsync(string[] args)
    {
        var hosts = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var hours = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 24;
        using var directory = new TempDirectory();
        var path = Path.Combine(args.Length > 2 ? args[2] : directory.Path, "hotaru.db");
        var count = hours * 3600 / Step;
        var end = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Step * Step;
        var start = end - (long)count * Step;
        var columns = Enumerable.Range(0, hosts)
            .SelectMany(h => new NodeColumns(h, count, start, Step, 1).Build()).ToList();
        var samples = (double)columns.Count * count;
        GC.Collect();
        var memory = Environment.WorkingSet;
        var store = SqliteStore.Open(path);
        var series = await OpenAsync(store);
        var (cpu, written) = (Cpu(), Written());
        var references = new SeriesReference[columns.Count];
        for (var i = 0; i < count; i++)
        {
            for (var from = 0; from < columns.Count; from += 500)
            {
                using var batch = series.Begin();
                for (var s = from; s < Math.Min(columns.Count, from + 500); s++)
                {
                    var at = (start + (long)i * Step) * 1000 + s / 100 * 700 % 15000;
                    batch.Append(ref references[s], columns[s].Labels, at, columns[s].Values[i]);
                }

                await batch.CommitAsync(Durability.Journaled, null, default);
            }
        }

        Console.WriteLine(
            $"append      {(Cpu() - cpu) / samples * 1e6:F3} s/M, "
            + $"memory +{(Environment.WorkingSet - memory) / 1e6:F0} MB");
        var heap = GC.GetGCMemoryInfo();
        Console.WriteLine(
            $"heap        {heap.HeapSizeBytes / 1e6:F0} MB, "
            + $"committed {heap.TotalCommittedBytes / 1e6:F0} MB, "
            + $"fragments {heap.FragmentedBytes / 1e6:F0} MB, samples {samples * 8 / 1e6:F0} MB, "
            + $"collections {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)}, "
            + $"allocated {GC.GetTotalAllocatedBytes() / samples:F0} B/sample");
        await series.FlushAsync(default);
        Console.WriteLine(
            $"written     {(Written() - written) / samples:F2} B/sample, "
            + $"head {series.HeadSamples / samples:P1}");
        store.Dispose();
        var clock = TimeProvider.System.GetTimestamp();
        store = SqliteStore.Open(path);
        series = await OpenAsync(store);
        Console.WriteLine(
            $"replay      {TimeProvider.System.GetElapsedTime(clock).TotalMilliseconds:F0} ms "
            + $"for {series.HeadSamples} samples");
        cpu = Cpu();
        await series.CompactAsync(default);
        Console.WriteLine(
            $"compact     {Cpu() - cpu:F2} s; on disk {new FileInfo(path).Length / samples:F4} B/sample");
        Read(series, start * 1000, end * 1000);
        Read(series, start * 1000, end * 1000);
        await series.DisposeAsync();
        store.Dispose();
    }

    private static void Read(TimeSeriesStore series, long min, long max)
    {
        var clock = TimeProvider.System.GetTimestamp();
        using var set = series.Select(
            new SeriesSelection(
                [new Matcher("__name__", MatchOperator.Equal, "node_cpu_seconds_total")], min, max), default);
        var selected = TimeProvider.System.GetElapsedTime(clock);
        var buffer = new SampleBuffer();
        long samples = 0;
        foreach (var one in set)
        {
            one.Read(min, max, buffer);
            samples += buffer.Count;
        }

        Console.WriteLine(
            $"read        {set.Count} series, {samples} samples: "
            + $"select {selected.TotalMilliseconds:F1} ms, "
            + $"all {TimeProvider.System.GetElapsedTime(clock).TotalMilliseconds:F1} ms");
    }

    private static Task<TimeSeriesStore> OpenAsync(IStore store) =>
        TimeSeriesStore.OpenAsync(
            store, new StorageModel(), TimeProvider.System, NullLogger.Instance, default);

    private static double Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static long Written() => File.ReadLines("/proc/self/io")
        .Where(l => l.StartsWith("write_bytes", StringComparison.Ordinal))
        .Select(l => long.Parse(l.AsSpan(12), CultureInfo.InvariantCulture)).First();
}
