using Hotaru.Appliance.Memory;

namespace Hotaru.Appliance.Tests.Memory;

public sealed class MappedCodeTests
{
    private const string Smaps = """
        5000-7000 r--p 00000000 fe:01 77       /opt/hotaru/hotaru
        Size:                  8 kB
        Anonymous:             4 kB
        VmFlags: rd mr mw me
        7000-9000 r-xp 00002000 fe:01 77       /opt/hotaru/hotaru
        Size:                  8 kB
        Anonymous:             0 kB
        7f0000009000-7f000000c000 r--s 00004000 fe:01 77       /opt/hotaru/hotaru
        Anonymous:             0 kB
        c000-d000 rw-p 00004000 fe:01 77       /opt/hotaru/hotaru
        Anonymous:             0 kB
        d000-e000 r-xp 00004000 fe:01 78       /usr/lib/libc.so.6
        Anonymous:             0 kB
        e000-f000 rw-p 00000000 00:00 0
        Anonymous:             0 kB
        f000-10000 r-xp 00000000 fe:01 79      /opt/hotaru/hotaru (deleted)
        Anonymous:             0 kB
        """;

    [Fact]
    public void Only_what_was_never_written_of_the_program_itself_is_found() => Assert.Equal(
        [new MappedRange(0x7000, 0x2000), new MappedRange(0x7f0000009000, 0x3000)],
        MappedCode.Clean(new StringReader(Smaps), "/opt/hotaru/hotaru"));
}
