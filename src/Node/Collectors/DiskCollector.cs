namespace Hotaru.Node;

/// <summary>/proc/diskstats, and what udev knows of each disk. Sectors there are always 512 bytes.</summary>
internal sealed class DiskCollector(Machine machine) : ICollector
{
    private const double SectorBytes = 512;
    private const double Millisecond = 1.0 / 1000;

    /// <summary>In the order of the columns of Documentation/admin-guide/iostats.rst.</summary>
    private static readonly (string Name, string Help, double Factor)[] Columns =
    [
        ("node_disk_reads_completed_total", "Reads completed.", 1),
        ("node_disk_reads_merged_total", "Reads merged with others.", 1),
        ("node_disk_read_bytes_total", "Bytes read.", SectorBytes),
        ("node_disk_read_time_seconds_total", "Seconds spent by all reads.", Millisecond),
        ("node_disk_writes_completed_total", "Writes completed.", 1),
        ("node_disk_writes_merged_total", "Writes merged with others.", 1),
        ("node_disk_written_bytes_total", "Bytes written.", SectorBytes),
        ("node_disk_write_time_seconds_total", "Seconds spent by all writes.", Millisecond),
        ("node_disk_io_now", "Operations in progress.", 1),
        ("node_disk_io_time_seconds_total", "Seconds in which anything was in progress.", Millisecond),
        ("node_disk_io_time_weighted_seconds_total", "Seconds weighted by the operations in progress.",
            Millisecond),
        ("node_disk_discards_completed_total", "Discards completed.", 1),
        ("node_disk_discards_merged_total", "Discards merged with others.", 1),
        ("node_disk_discarded_sectors_total", "Sectors discarded.", 1),
        ("node_disk_discard_time_seconds_total", "Seconds spent by all discards.", Millisecond),
        ("node_disk_flush_requests_total", "Flushes completed.", 1),
        ("node_disk_flush_requests_time_seconds_total", "Seconds spent by all flushes.", Millisecond),
    ];

    private readonly FileText _stats = new();

    public string Name => "diskstats";

    public bool Collect(NodePage page)
    {
        if (!machine.Files.TryRead(machine.Proc("diskstats"), _stats)) return false;
        var text = _stats.Span;
        while (KernelText.NextLine(ref text, out var line))
        {
            KernelText.NextField(ref line, out var major);
            KernelText.NextField(ref line, out var minor);
            if (!KernelText.NextField(ref line, out var device) || BlockDevices.IsPartition(device)) continue;
            foreach (var (name, help, factor) in Columns)
            {
                if (!KernelText.NextField(ref line, out var field)) break;
                var family = name == "node_disk_io_now" ? page.Gauge(name, help) : page.Counter(name, help);
                family.Add(KernelText.Number(field) * factor, "device"u8, device);
            }

            CollectInfo(page, device, major, minor);
        }

        return true;
    }

    private void CollectInfo(
        NodePage page, ReadOnlySpan<byte> device, ReadOnlySpan<byte> major, ReadOnlySpan<byte> minor)
    {
        var key = (KernelText.Number(major), KernelText.Number(minor));
        var udev =
            new UdevProperties(
                machine.Read($"{machine.Options.RootPath}/run/udev/data/b{key.Item1}:{key.Item2}"));
        page.Gauge("node_disk_info", "The disk by its own words, as udev knows it.").Begin()
            .Label("device"u8, device).Label("major"u8, major).Label("minor"u8, minor)
            .Label("model"u8, udev["ID_MODEL"u8]).Label("path"u8, udev["ID_PATH"u8])
            .Label("revision"u8, udev["ID_REVISION"u8])
            .Label("serial"u8, udev.First("SCSI_IDENT_SERIAL"u8, "ID_SERIAL_SHORT"u8, "ID_SERIAL"u8))
            .Label("wwn"u8, udev["ID_WWN"u8]).End(1);
        if (!udev["ID_FS_TYPE"u8].IsEmpty)
        {
            page.Gauge("node_disk_filesystem_info", "The file system on the disk, as udev knows it.").Begin()
                .Label("device"u8, device).Label("type"u8, udev["ID_FS_TYPE"u8])
                .Label("usage"u8, udev["ID_FS_USAGE"u8]).Label("uuid"u8, udev["ID_FS_UUID"u8])
                .Label("version"u8, udev["ID_FS_VERSION"u8]).End(1);
        }

        if (!udev["DM_NAME"u8].IsEmpty)
        {
            page.Gauge("node_disk_device_mapper_info", "The mapped device, as udev knows it.").Begin()
                .Label("device"u8, device).Label("lv_layer"u8, udev["DM_LV_LAYER"u8])
                .Label("lv_name"u8, udev["DM_LV_NAME"u8]).Label("name"u8, udev["DM_NAME"u8])
                .Label("uuid"u8, udev["DM_UUID"u8]).Label("vg_name"u8, udev["DM_VG_NAME"u8]).End(1);
        }

        if (!udev["ID_ATA"u8].IsEmpty) CollectAta(page, device, udev);
    }

    private static void CollectAta(NodePage page, ReadOnlySpan<byte> device, UdevProperties udev)
    {
        Add("node_disk_ata_write_cache", "The disk has a write cache.", udev["ID_ATA_WRITE_CACHE"u8], device);
        Add("node_disk_ata_write_cache_enabled", "The disk's write cache is on.",
            udev["ID_ATA_WRITE_CACHE_ENABLED"u8], device);
        Add("node_disk_ata_rotation_rate_rpm", "Revolutions per minute, 0 for a disk without moving parts.",
            udev["ID_ATA_ROTATION_RATE_RPM"u8], device);

        void Add(string name, string help, ReadOnlySpan<byte> text, ReadOnlySpan<byte> of)
        {
            var value = KernelText.Number(text);
            if (!double.IsNaN(value)) page.Gauge(name, help).Add(value, "device"u8, of);
        }
    }
}
