namespace Hotaru.Node.Tests;

public sealed class CardCollectorTests
{
    private readonly CollectorPage _page = new();

    [Fact]
    public void A_card_tells_bytes_life_and_errors()
    {
        const string Card = "/sys/block/mmcblk0";
        _page.Files[Card + "/stat"] = "  10 2 16 5 20 3 32 15 0 7 20\n";
        _page.Files[Card + "/device/name"] = "SC16G\n";
        _page.Files[Card + "/device/type"] = "MMC\n";
        _page.Files[Card + "/device/date"] = "03/2018\n";
        _page.Files[Card + "/device/life_time"] = "0x02 0x0b\n";
        _page.Files[Card + "/device/pre_eol_info"] = "0x01\n";
        _page.Files["/sys/class/mmc_host/mmc0/uevent"] = "\n";
        _page.Files["/sys/kernel/debug/mmc0/err_stats"] =
            "# Command Timeout Occurred:\t 3\n# Data CRC Errors Occurred:\t 0\n";
        _page.Files["/sys/fs/ext4/mmcblk0p2/errors_count"] = "0\n";
        _page.Files["/sys/fs/ext4/mmcblk0p2/lifetime_write_kbytes"] = "4\n";

        Assert.Equal(
            [
                """hotaru_pi_card_errors_total{host="mmc0",kind="Command Timeout"} 3""",
                """hotaru_pi_card_errors_total{host="mmc0",kind="Data CRC Errors"} 0""",
                """hotaru_pi_card_info{date="03/2018",device="mmcblk0",name="SC16G",type="MMC"} 1""",
                """hotaru_pi_card_life_used_ratio{area="a",device="mmcblk0"} 0.2""",
                """hotaru_pi_card_life_used_ratio{area="b",device="mmcblk0"} 1.1""",
                """hotaru_pi_card_spare_state{device="mmcblk0"} 1""",
                """hotaru_pi_card_written_bytes_total{device="mmcblk0"} 16384""",
                """hotaru_pi_filesystem_errors{device="mmcblk0p2"} 0""",
                """hotaru_pi_filesystem_written_bytes_total{device="mmcblk0p2"} 4096""",
            ],
            _page.Samples(new CardCollector(_page.Machine())));
    }

    [Fact]
    public void A_file_system_that_turns_read_only_is_told_and_one_that_always_was_is_not()
    {
        var watch = new ReadOnlyWatch(_page.Machine());
        _page.Files["/proc/1/mounts"] =
            "/dev/mmcblk0p2 / ext4 rw 0 0\n/dev/mmcblk0p1 /boot/firmware vfat ro 0 0\n";
        _page.Samples(watch);
        _page.Files["/proc/1/mounts"] =
            "/dev/mmcblk0p2 / ext4 ro 0 0\n/dev/mmcblk0p1 /boot/firmware vfat ro 0 0\n";

        Assert.Equal(
            [
                """hotaru_pi_filesystem_turned_readonly{device="/dev/mmcblk0p2",mountpoint="/"} 1""",
                """hotaru_pi_filesystem_turned_readonly{device="/dev/mmcblk0p1","""
                + """mountpoint="/boot/firmware"} 0""",
            ],
            _page.Samples(watch));
    }
}
