using System.Net.Sockets;
using System.Text;

namespace Hotaru.Appliance.Systemd;

/// <summary>
/// The socket on which systemd hears from a service of Type=notify (sd_notify(3)): one datagram for each
/// message
/// to the path in $NOTIFY_SOCKET, where a leading @ stands for an abstract name.
/// </summary>
internal sealed class SystemdSocket(string path)
{
    /// <summary>The socket of this process, or null where it was not started by systemd.</summary>
    public static SystemdSocket? OfEnvironment() =>
        Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 } path ? new SystemdSocket(path)
            : null;

    /// <summary>
    /// Sends lines such as READY=1. A failure is no reason to stop monitoring: it is answered by false, and
    /// if it
    /// lasts, the watchdog ends the process.
    /// </summary>
    public bool TrySend(params ReadOnlySpan<string> lines)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            var name = path.StartsWith('@') ? '\0' + path[1..] : path;
            socket.Connect(new UnixDomainSocketEndPoint(name));
            socket.Send(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
