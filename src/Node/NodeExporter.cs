using System.Buffers;
using System.Runtime.InteropServices;

namespace Hotaru.Node;

/// <summary>
/// The page of node_exporter: its default collectors' metrics under their own names, and the Pi's own health.
/// Any thread may ask; scrapes come one after the other, as they share their buffers.
/// </summary>
public sealed class NodeExporter
{
    private readonly Machine _machine;
    private readonly NodePage _page = new();
    private readonly Lock _lock = new();
    private readonly ICollector[] _collectors;
    private readonly ProcessCollector _process;

    public NodeExporter(NodeOptions options, INodeFiles files, ClockTrust clock, TimeProvider time)
    {
        var machine = _machine = new Machine(options, files, time);
        _process = new ProcessCollector(machine);
        _collectors =
        [
            new ArpCollector(machine), new ConnectionTrackingCollector(machine), new CpuCollector(machine),
            new CpuFrequencyCollector(machine), new DiskCollector(machine), new DmiCollector(machine),
            new EdacCollector(machine), new EntropyCollector(machine), new FileHandleCollector(machine),
            new FileSystemCollector(machine), new HardwareMonitorCollector(machine),
            new LoadCollector(machine),
            new RaidCollector(machine), new MemoryCollector(machine), new NetworkClassCollector(machine),
            new NetworkDeviceCollector(machine), new NetworkCountersCollector(machine),
            new NvmeCollector(machine),
            new OsCollector(machine), new PowerSupplyCollector(machine), new PressureCollector(machine),
            new RaplCollector(machine), new ScheduleCollector(machine), new SelinuxCollector(machine),
            new SocketCollector(machine), new SoftnetCollector(machine), new StatCollector(machine),
            new ThermalZoneCollector(machine), new TimeCollector(machine), new ClockCollector(),
            new UdpQueueCollector(machine), new UnameCollector(machine), new VirtualMemoryCollector(machine),
            new PiCollector(machine, clock), new CardCollector(machine), new ReadOnlyWatch(machine),
            new TextfileCollector(machine),
        ];
    }

    /// <summary>Of this very machine.</summary>
    public static NodeExporter Create(NodeOptions options, ClockTrust clock, TimeProvider time) =>
        new(options, new LinuxFiles(), clock, time);

    /// <summary>
    /// Collects everything now and writes it as text 0.0.4, families in the order of their names.
    /// </summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        lock (_lock)
        {
            _page.Begin();
            foreach (var collector in _collectors) Collect(collector);
            _process.Collect(_page);
            CollectBuild();
            _page.WriteTo(output);
        }
    }

    private void Collect(ICollector collector)
    {
        var begun = _machine.Time.GetTimestamp();
        bool isGood;
        try
        {
            isGood = collector.Collect(_page);
        }
        catch (Exception)
        {
            // One driver that answers nonsense must not cost the other metrics; its success says 0.
            isGood = false;
        }

        _page.Gauge("node_scrape_collector_duration_seconds", "Seconds the collector took.")
            .Add(_machine.Time.GetElapsedTime(begun).TotalSeconds, "collector"u8, collector.Name);
        _page.Gauge("node_scrape_collector_success", "Whether the collector had something to tell.")
            .Add(isGood ? 1 : 0, "collector"u8, collector.Name);
    }

    /// <summary>
    /// The labels are those of the field; goversion is the runtime that stands in its place.
    /// </summary>
    private void CollectBuild() =>
        _page.Gauge("node_exporter_build_info", "The build of what serves this page.").Begin()
            .Label("branch"u8, "").Label("goarch"u8, Architecture).Label("goos"u8, "linux")
            .Label("goversion"u8, "dotnet" + Environment.Version).Label("revision"u8, "")
            .Label("version"u8, _machine.Options.Version).End(1);

    private static string Architecture => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        var other => other.ToString(),
    };
}
