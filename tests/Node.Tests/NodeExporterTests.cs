using System.Buffers;
using System.Text;
using Hotaru.Testing;
using Xunit.Abstractions;

namespace Hotaru.Node.Tests;

public sealed class NodeExporterTests(ITestOutputHelper output)
{
    [Fact]
    public void A_collector_that_fails_is_told_and_costs_no_other_its_metrics()
    {
        var files = new FakeFiles { ["/proc/loadavg"] = "0.52 0.41 0.30 1/99 1\n" };
        var text = Page(new NodeExporter(
            new NodeOptions(), files, new ClockTrust(new NodeOptions(), files), new ManualTime()));

        Assert.Contains("node_load1 0.52\n", text);
        Assert.Contains("""node_scrape_collector_success{collector="loadavg"} 1""", text);
        Assert.Contains("""node_scrape_collector_success{collector="meminfo"} 0""", text);
        Assert.Contains("""node_scrape_collector_duration_seconds{collector="meminfo"} 0""", text);
        Assert.Contains("node_exporter_build_info{", text);
    }

    [Fact]
    public void Families_come_once_each_in_the_order_of_their_names()
    {
        var names = Page(ThisMachine()).Split('\n')
            .Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal))
            .Select(l => l.Split(' ')[2]).ToList();

        Assert.Equal(names.Order(StringComparer.Ordinal).Distinct(), names);
        Assert.True(names.Count > 150, $"only {names.Count} families");
    }

    [Fact]
    public void A_steady_scrape_of_this_machine_is_cheap()
    {
        var exporter = ThisMachine();
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        for (var i = 0; i < 30; i++) Scrape(exporter, buffer);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begun = CpuTicksOfThisThread();
        const int Rounds = 100;
        for (var i = 0; i < Rounds; i++) Scrape(exporter, buffer);
        var milliseconds = (CpuTicksOfThisThread() - begun) * 10.0 / Rounds;
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / Rounds;
        output.WriteLine($"{milliseconds:F1} ms of CPU and {allocated} bytes allocated for each scrape");

        Assert.True(milliseconds < 15, $"{milliseconds} ms");
        Assert.True(allocated < 128 * 1024, $"{allocated} bytes");
    }

    /// <summary>utime and stime of proc(5), in hundredths of a second: others' work does not count.</summary>
    private static long CpuTicksOfThisThread()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11]) + long.Parse(fields[12]);
    }

    private static void Scrape(NodeExporter exporter, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        exporter.WriteTo(buffer);
    }

    private static NodeExporter ThisMachine() =>
        NodeExporter.Create(
            new NodeOptions(), new ClockTrust(new NodeOptions(), new LinuxFiles()), TimeProvider.System);

    private static string Page(NodeExporter exporter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        exporter.WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
