using System.Net.Sockets;
using System.Text;
using Hotaru.Appliance.Systemd;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Systemd;

public sealed class SystemdTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly TempDirectory _directory = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly ManualTime _time = new();
    private readonly SystemdSocket _socket;

    public SystemdTests()
    {
        var path = _directory.File("notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        _systemd.ReceiveTimeout = 2000;
        _socket = new SystemdSocket(path);
    }

    [Fact]
    public void A_message_is_one_datagram_of_lines()
    {
        Assert.True(_socket.TrySend("READY=1", "STATUS=Lamp: ok"));
        Assert.Equal("READY=1\nSTATUS=Lamp: ok", Heard());
    }

    [Fact]
    public void Nobody_listening_is_no_failure_of_the_appliance() =>
        Assert.False(new SystemdSocket(_directory.File("nowhere")).TrySend("READY=1"));

    [Fact]
    public void An_abstract_name_begins_with_a_zero()
    {
        using var abstractly = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var name = $"hotaru-test-{Guid.NewGuid():N}";
        abstractly.Bind(new UnixDomainSocketEndPoint('\0' + name));
        Assert.True(new SystemdSocket('@' + name).TrySend("WATCHDOG=1"));
        Assert.Equal("WATCHDOG=1", Read(abstractly));
    }

    [Fact]
    public async Task The_watchdog_is_told_while_the_gate_is_open()
    {
        await Watchdog(_ => Task.FromResult<string?>(null)).TurnAsync(CancellationToken.None);
        Assert.Equal("WATCHDOG=1", Heard());
    }

    [Fact]
    public async Task What_hangs_is_the_status_and_nothing_else_is_sent()
    {
        var watchdog = Watchdog(_ => Task.FromResult<string?>("rules: no evaluation for 5m"));
        await watchdog.TurnAsync(CancellationToken.None);
        Assert.Equal("STATUS=Hanging: rules: no evaluation for 5m", Heard());
        Assert.Equal(0, _systemd.Available);
    }

    [Fact]
    public async Task A_gate_that_blocks_for_ever_keeps_the_watchdog_silent()
    {
        using var blocked = new ManualResetEventSlim();
        var watchdog = Watchdog(_ =>
        {
            blocked.Wait(CancellationToken.None);
            return Task.FromResult<string?>(null);
        });
        var turn = watchdog.TurnAsync(CancellationToken.None);
        while (!turn.IsCompleted) _time.Advance(TimeSpan.FromSeconds(1));
        await turn;

        Assert.Equal("a part does not answer", watchdog.Hanging);
        Assert.Equal(0, _systemd.Available);
        blocked.Set();
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _directory.Dispose();
    }

    private Watchdog Watchdog(Func<CancellationToken, Task<string?>> gate) =>
        new(_socket, Interval, gate, _time);

    private string Heard() => Read(_systemd);

    private static string Read(Socket socket)
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
