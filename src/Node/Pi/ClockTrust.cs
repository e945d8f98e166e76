namespace Hotaru.Node;

/// <summary>
/// Whether the machine's time can be trusted. A Pi has no clock battery: until a time server was heard, its
/// time is that of the last shutdown, or older. Any thread may ask; each question is one call to the kernel.
/// </summary>
public sealed class ClockTrust(NodeOptions options, INodeFiles files)
{
    private readonly FileText _text = new();
    private readonly Lock _lock = new();
    private bool? _keepsTime;

    /// <summary>Whether the kernel's clock follows a time server now.</summary>
    public bool IsSynchronised
    {
        get
        {
            if (ClockState.Ask(out var isSynchronised) is not null && isSynchronised) return true;
            lock (_lock) return files.TryRead(options.RootPath + "/run/systemd/timesync/synchronized", _text);
        }
    }

    /// <summary>
    /// Whether time can be trusted: it was set from a server, or a clock with a battery set it.
    /// </summary>
    public bool IsTrusted => KeepsTime || IsSynchronised;

    /// <summary>
    /// A machine that is no Pi, or a Pi whose clock was set from a real-time clock at boot.
    /// </summary>
    private bool KeepsTime
    {
        get
        {
            lock (_lock) return _keepsTime ??= Look();
        }
    }

    private bool Look()
    {
        if (!files.TryRead(options.ProcPath + "/device-tree/model", _text)
            || _text.Span.IndexOf("Raspberry Pi"u8) < 0)
            return true;
        return files.TryRead(options.SysPath + "/class/rtc/rtc0/hctosys", _text) && _text.Number == 1;
    }
}
