namespace Hotaru.Node.Tests;

/// <summary>Disks, file systems, interfaces and sensors.</summary>
public sealed class DeviceCollectorTests
{
    private readonly CollectorPage _page = new();

    [Fact]
    public void A_disk_of_an_older_kernel_has_fewer_columns_and_partitions_of_sd_disks_are_left_out()
    {
        _page.Files["/proc/diskstats"] =
            " 179 0 mmcblk0 10 2 16 500 20 3 32 1500 1 700 2000\n   8 1 sda1 1 1 1 1 1 1 1 1 1 1 1\n"
            + " 179 2 mmcblk0p2 1 0 8 1 0 0 0 0 0 0 0\n";
        _page.Files["/run/udev/data/b179:0"] =
            "S:disk/by-id/mmc\nE:ID_SERIAL=0x1234\nE:ID_PATH=platform-mmc\n";

        var samples = _page.Samples(new DiskCollector(_page.Machine()));

        Assert.Contains("""node_disk_written_bytes_total{device="mmcblk0"} 16384""", samples);
        Assert.Contains("""node_disk_write_time_seconds_total{device="mmcblk0"} 1.5""", samples);
        Assert.Contains("""node_disk_io_time_weighted_seconds_total{device="mmcblk0"} 2""", samples);
        Assert.Contains(
            """node_disk_info{device="mmcblk0",major="179",minor="0",model="","""
            + """path="platform-mmc",revision="",serial="0x1234",wwn=""} 1""", samples);
        Assert.Contains("""node_disk_reads_completed_total{device="mmcblk0p2"} 1""", samples);
        Assert.DoesNotContain(samples, s => s.Contains("sda1") || s.Contains("discard"));
    }

    [Theory]
    [InlineData("sda", false)]
    [InlineData("sda1", true)]
    [InlineData("xvdb2", true)]
    [InlineData("nvme0n1", false)]
    [InlineData("nvme0n1p1", true)]
    [InlineData("mmcblk0p2", false)]
    [InlineData("ram0", true)]
    [InlineData("zram0", false)]
    [InlineData("loop7", true)]
    [InlineData("md0", false)]
    [InlineData("dm-1", false)]
    public void IsPartition_TellsByTheName(string device, bool expected) =>
        Assert.Equal(expected, BlockDevices.IsPartition(System.Text.Encoding.ASCII.GetBytes(device)));

    [Fact]
    public void A_file_system_that_fails_has_an_error_and_no_room()
    {
        _page.Files["/proc/1/mounts"] =
            "/dev/root / ext4 rw,noatime 0 0\nproc /proc proc rw 0 0\n"
            + "/dev/sda1 /media/my\\040disk vfat ro 0 0\n"
            + "/dev/root / ext4 rw,noatime 0 0\n";
        _page.Files.Rooms["/"] = new FileSystemRoom(1000, 500, 400, 20, 10, false);

        Assert.Equal(
            [
                """node_filesystem_avail_bytes{device="/dev/root",fstype="ext4",mountpoint="/"} 400""",
                """node_filesystem_device_error{device="/dev/root",fstype="ext4",mountpoint="/"} 0""",
                """node_filesystem_device_error{device="/dev/sda1",fstype="vfat","""
                + """mountpoint="/media/my disk"} 1""",
                """node_filesystem_files{device="/dev/root",fstype="ext4",mountpoint="/"} 20""",
                """node_filesystem_files_free{device="/dev/root",fstype="ext4",mountpoint="/"} 10""",
                """node_filesystem_free_bytes{device="/dev/root",fstype="ext4",mountpoint="/"} 500""",
                """node_filesystem_readonly{device="/dev/root",fstype="ext4",mountpoint="/"} 0""",
                """node_filesystem_size_bytes{device="/dev/root",fstype="ext4",mountpoint="/"} 1000""",
            ],
            _page.Samples(new FileSystemCollector(_page.Machine())));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_costs_one_second_once_and_is_asked_again_later()
    {
        _page.Files["/proc/1/mounts"] = "nas:/x /nas nfs4 rw 0 0\n";
        _page.Files.Rooms["/nas"] = new FileSystemRoom(8, 4, 2, 0, 0, false);
        var stuck = _page.Files.Stuck["/nas"] = new TaskCompletionSource();
        var probe = new MountProbe(_page.Machine());
        var mount = new Mount("nas:/x", "/nas", "nfs4", "rw");

        var asking = Task.Run(() => probe.Ask(mount));
        while (!asking.IsCompleted) _page.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await asking);
        Assert.Null(probe.Ask(mount));

        stuck.SetResult();
        FileSystemRoom? room = null;
        while (room is null) room = probe.Ask(mount);
        Assert.Equal(8, room.Value.SizeBytes);
    }

    [Fact]
    public void Interface_traffic_comes_without_the_loopback()
    {
        _page.Files["/proc/net/dev"] =
            "Inter-|   Receive\n face |bytes\n    lo: 1 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0\n"
            + "  eth0:10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25\n";
        _page.Files["/sys/class/net/eth0/statistics/rx_nohandler"] = "3\n";

        var samples = _page.Samples(new NetworkDeviceCollector(_page.Machine()));

        Assert.Equal(17, samples.Length);
        Assert.Contains("""node_network_receive_multicast_total{device="eth0"} 17""", samples);
        Assert.Contains("""node_network_transmit_carrier_total{device="eth0"} 24""", samples);
        Assert.Contains("""node_network_receive_nohandler_total{device="eth0"} 3""", samples);
    }

    [Fact]
    public void Interface_settings_that_cannot_be_read_are_left_out()
    {
        _page.Files["/sys/class/net/eth0/operstate"] = "up\n";
        _page.Files["/sys/class/net/eth0/flags"] = "0x1003\n";
        _page.Files["/sys/class/net/eth0/speed"] = "1000\n";
        _page.Files["/sys/class/net/eth0/address"] = "b8:27:eb:00:00:01\n";
        _page.Files["/sys/class/net/bonding_masters"] = "\n";

        Assert.Equal(
            [
                """node_network_flags{device="eth0"} 4099""",
                """node_network_info{address="b8:27:eb:00:00:01",broadcast="",device="eth0","""
                + """duplex="",ifalias="",operstate="up"} 1""",
                """node_network_speed_bytes{device="eth0"} 125000000""",
                """node_network_up{device="eth0"} 1""",
            ],
            _page.Samples(new NetworkClassCollector(_page.Machine())));
    }

    [Fact]
    public void Sensors_have_the_units_of_their_kind()
    {
        const string Chip = "/sys/class/hwmon/hwmon0";
        _page.Files[Chip + "/name"] = "rpi_volt\n";
        _page.Files.Link(Chip + "/device", "/sys/devices/platform/soc/raspberrypi-hwmon");
        _page.Files[Chip + "/in0_lcrit_alarm"] = "0\n";
        _page.Files[Chip + "/temp1_input"] = "47500\n";
        _page.Files[Chip + "/temp1_label"] = "core\n";
        _page.Files[Chip + "/fan1_input"] = "1200\n";
        _page.Files[Chip + "/pwm1"] = "128\n";
        _page.Files[Chip + "/power1_average_interval"] = "1000\n";
        _page.Files[Chip + "/uevent"] = "\n";

        Assert.Equal(
            [
                """node_hwmon_chip_names{chip="soc_raspberrypi_hwmon",chip_name="rpi_volt"} 1""",
                """node_hwmon_fan_rpm{chip="soc_raspberrypi_hwmon",sensor="fan1"} 1200""",
                """node_hwmon_in_lcrit_alarm_volts{chip="soc_raspberrypi_hwmon",sensor="in0"} 0""",
                """node_hwmon_power_average_interval_seconds{chip="soc_raspberrypi_hwmon","""
                + """sensor="power1"} 1""",
                """node_hwmon_pwm{chip="soc_raspberrypi_hwmon",sensor="pwm1"} 128""",
                """node_hwmon_sensor_label{chip="soc_raspberrypi_hwmon",label="core",sensor="temp1"} 1""",
                """node_hwmon_temp_celsius{chip="soc_raspberrypi_hwmon",sensor="temp1"} 47.5""",
            ],
            _page.Samples(new HardwareMonitorCollector(_page.Machine())));
    }

    [Fact]
    public void Raid_arrays_tell_disks_state_and_progress()
    {
        _page.Files["/proc/mdstat"] =
            "Personalities : [raid1]\nmd0 : active raid1 sdb1[1] sda1[0](F) sdc1[2](S)\n"
            + "      1000 blocks super 1.2 [2/1] [U_]\n"
            + "      [=>...]  recovery =  8.5% (85/1000) finish=17.0min speed=259783K/sec\n\n"
            + "md1 : inactive sdd[0](S)\n      500 blocks\n\nunused devices: <none>\n";

        var samples = _page.Samples(new RaidCollector(_page.Machine()));

        Assert.Contains("""node_md_blocks_synced{device="md0"} 85""", samples);
        Assert.Contains("""node_md_disks{device="md0",state="active"} 1""", samples);
        Assert.Contains("""node_md_disks{device="md0",state="failed"} 1""", samples);
        Assert.Contains("""node_md_disks{device="md0",state="spare"} 1""", samples);
        Assert.Contains("""node_md_disks_required{device="md0"} 2""", samples);
        Assert.Contains("""node_md_state{device="md0",state="recovering"} 1""", samples);
        Assert.Contains("""node_md_state{device="md1",state="inactive"} 1""", samples);
    }
}
