namespace Hotaru.Node;

/// <summary>
/// The card the machine lives on: bytes written, life used as an eMMC tells it, errors of the controller, and
/// errors of its file systems. No guess is made at the life of an SD card, which tells nothing.
/// </summary>
internal sealed class CardCollector(Machine machine) : ICollector
{
    private const double SectorBytes = 512;

    public string Name => "card";

    public bool Collect(NodePage page)
    {
        var any = false;
        foreach (var device in machine.Numbered(machine.Sys("block"), "mmcblk"))
        {
            any = true;
            CollectDevice(page, device, $"{machine.Sys("block/")}{device}");
        }

        CollectHostErrors(page);
        CollectFileSystems(page);
        return any;
    }

    private void CollectDevice(NodePage page, string device, string directory)
    {
        page.Gauge("hotaru_pi_card_info", "The card by its own words.").Begin()
            .Label("date"u8, machine.Line(directory + "/device/date") ?? "")
            .Label("device"u8, device)
            .Label("name"u8, machine.Line(directory + "/device/name") ?? "")
            .Label("type"u8, machine.Line(directory + "/device/type") ?? "").End(1);
        Span<double> columns = stackalloc double[7];
        if (KernelText.Numbers(machine.Read(directory + "/stat"), columns) == columns.Length)
        {
            page.Counter("hotaru_pi_card_written_bytes_total", "Bytes written to the card since boot.")
                .Add(columns[6] * SectorBytes, "device"u8, device);
        }

        CollectLife(page, device, directory);
    }

    /// <summary>
    /// JEDEC eMMC 5.0: the estimates of both areas go from 1 (up to 10 % used) to 11 (beyond 100 %).
    /// </summary>
    private void CollectLife(NodePage page, string device, string directory)
    {
        Span<double> areas = stackalloc double[2];
        var text = machine.Files.TryRead(directory + "/device/life_time", machine.Text) ? machine.Text.Trimmed
            : default;
        var count = KernelText.Numbers(text, areas);
        for (var i = 0; i < count; i++)
        {
            if (areas[i] is not (>= 1 and <= 11)) continue;
            page.Gauge(
                "hotaru_pi_card_life_used_ratio",
                "Part of an eMMC's life that is used, rounded up to tenths.")
                .Begin().Label("area"u8, i == 0 ? "a"u8 : "b"u8).Label("device"u8, device).End(areas[i] / 10);
        }

        var spare = machine.Number(directory + "/device/pre_eol_info");
        if (spare is >= 1 and <= 3)
        {
            page.Gauge(
                "hotaru_pi_card_spare_state", "Spare blocks of an eMMC: 1 normal, 2 low, 3 nearly gone.")
                .Add(spare, "device"u8, device);
        }
    }

    /// <summary>
    /// Linux 5.18 on, for those who may read debugfs: lines such as "# Command Timeout Occurred: 0".
    /// </summary>
    private void CollectHostErrors(NodePage page)
    {
        foreach (var host in machine.Numbered(machine.Sys("class/mmc_host"), "mmc"))
        {
            var text = machine.Read($"{machine.Sys("kernel/debug/")}{host}/err_stats");
            while (KernelText.NextLine(ref text, out var line))
            {
                var colon = line.LastIndexOf((byte)':');
                if (colon < 0 || !line.StartsWith("# "u8)) continue;
                var kind = line[2..colon].Trim(" \t"u8);
                var end = kind.IndexOf(" Occurred"u8);
                var count = KernelText.Number(line[(colon + 1)..].Trim(" \t"u8));
                if (double.IsNaN(count)) continue;
                page.Counter("hotaru_pi_card_errors_total", "Errors of the card's controller since boot.")
                    .Begin()
                    .Label("host"u8, host).Label("kind"u8, end < 0 ? kind : kind[..end]).End(count);
            }
        }
    }

    private void CollectFileSystems(NodePage page)
    {
        var root = machine.Sys("fs/ext4");
        foreach (var device in machine.Files.List(root))
        {
            var errors = machine.Number($"{root}/{device}/errors_count");
            if (!double.IsNaN(errors))
            {
                page.Gauge(
                    "hotaru_pi_filesystem_errors",
                    "Errors the file system remembers since it was last checked.")
                    .Add(errors, "device"u8, device);
            }

            var kilobytes = machine.Number($"{root}/{device}/lifetime_write_kbytes");
            if (double.IsNaN(kilobytes)) continue;
            page.Counter(
                "hotaru_pi_filesystem_written_bytes_total", "Bytes written to the file system in its life.")
                .Add(kilobytes * 1024, "device"u8, device);
        }
    }
}
