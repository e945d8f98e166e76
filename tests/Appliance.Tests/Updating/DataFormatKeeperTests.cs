using Hotaru.Appliance.Updating;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Updating;

/// <summary>Releases with formats 1 and 2 take turns on the same data.</summary>
public sealed class DataFormatKeeperTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Database => _directory.File("hotaru.db");

    [Fact]
    public void The_way_up_keeps_a_copy_and_the_way_back_takes_it_up()
    {
        Write(Database, 1, "old");
        File.WriteAllText(Database + "-wal", "old log");
        Prepare(2);
        Write(Database, 2, "new");
        File.WriteAllText(Database + "-wal", "new log");
        Prepare(1);

        Assert.Equal("old", Content(Database));
        Assert.Equal("old log", File.ReadAllText(Database + "-wal"));
        Assert.Equal("new", Content(Database + ".format-2"));
        Assert.Equal("new log", File.ReadAllText(Database + ".format-2-wal"));
    }

    [Fact]
    public void Newer_data_without_a_copy_stay_as_they_are()
    {
        Write(Database, 2, "new");
        Prepare(1);
        Assert.Equal("new", Content(Database));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void Data_of_the_same_format_and_no_data_are_left_alone()
    {
        Prepare(1);
        Assert.Empty(Directory.GetFiles(_directory.Path));
        Write(Database, 1, "old");
        Prepare(1);
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void A_power_cut_on_the_way_back_is_made_good_at_the_next_start()
    {
        Write(Database, 1, "old");
        Prepare(2);
        // Put aside, and not yet taken up.
        File.Move(Database, Database + ".format-2");
        Prepare(1);
        Assert.Equal("old", Content(Database));
    }

    [Fact]
    public void A_power_cut_on_the_way_up_makes_the_copy_again()
    {
        Write(Database, 1, "old");
        File.WriteAllText(Database + ".format-1.part", "half");
        Prepare(2);
        Assert.Equal("old", Content(Database + ".format-1"));
    }

    [Fact]
    public void The_copy_goes_when_the_newer_release_has_run_for_a_month()
    {
        Write(Database, 1, "old");
        Prepare(2);
        Write(Database, 2, "new");
        Prepare(2);
        Assert.True(File.Exists(Database + ".format-1"));
        File.SetLastWriteTimeUtc(Database + ".format-1", ManualTime.DefaultStart.UtcDateTime.AddDays(-31));
        Prepare(2);
        Assert.False(File.Exists(Database + ".format-1"));
    }

    public void Dispose() => _directory.Dispose();

    private void Prepare(int format)
    {
        var time = new ManualTime();
        new DataFormatKeeper(Database, format, time).Prepare();
    }

    private static void Write(string path, byte version, string content)
    {
        byte[] header = [.. new byte[63], version];
        File.WriteAllBytes(path, [.. header, .. System.Text.Encoding.UTF8.GetBytes(content)]);
    }

    private static string Content(string path) =>
        System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(path)[64..]);
}
