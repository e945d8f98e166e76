namespace Hotaru.Node.Tests;

public sealed class StatVfsTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void The_layout_of_both_word_sizes_is_read(int longSize)
    {
        var raw = new byte[256];
        BitConverter.GetBytes(1024).CopyTo(raw, 0);
        BitConverter.GetBytes(4096).CopyTo(raw, longSize);
        for (var i = 0; i < 6; i++) BitConverter.GetBytes((ulong)(100 + i)).CopyTo(raw, 2 * longSize + 8 * i);
        BitConverter.GetBytes(1).CopyTo(raw, 2 * longSize + 56);

        Assert.Equal(
            new FileSystemRoom(100 * 4096, 101 * 4096, 102 * 4096, 103, 104, true),
            StatVfs.Parse(raw, longSize));
    }

    [Fact]
    public void The_root_of_this_machine_has_room_as_the_framework_says()
    {
        var room = new LinuxFiles().Room("/");

        Assert.NotNull(room);
        Assert.Equal(new DriveInfo("/").TotalSize, room.Value.SizeBytes);
        Assert.Null(new LinuxFiles().Room("/nowhere/at/all"));
    }
}
