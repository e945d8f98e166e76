using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>
/// The system calls of the character device. Request numbers are _IOR and _IOWR of type 0xB4 with the size of
/// their structure, which is the same for 32 and 64 bit: every 64-bit field is aligned to 8 by the header.
/// </summary>
internal static partial class GpioCalls
{
    public const nuint GetChipInfo = 0x8044B401;
    public const nuint GetLineInfo = 0xC100B405;
    public const nuint GetLine = 0xC250B407;
    public const nuint GetValues = 0xC010B40E;
    public const nuint SetValues = 0xC010B40F;

    public const int NoSuchFile = 2;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int NoSuchDevice = 19;
    public const int Invalid = 22;
    public const int OperationNotPermitted = 1;

    private const int ReadWriteCloseOnExec = 0x80002;
    private const short PollIn = 1;

    /// <summary>The descriptor of a device, or minus the error number.</summary>
    public static int OpenDevice(string path)
    {
        var descriptor = Open(path, ReadWriteCloseOnExec);
        return descriptor >= 0 ? descriptor : -Marshal.GetLastPInvokeError();
    }

    /// <summary>0, or the error number.</summary>
    public static unsafe int Control<T>(int descriptor, nuint request, ref T argument)
        where T : unmanaged
    {
        fixed (T* pointer = &argument)
        {
            while (true)
            {
                if (Ioctl(descriptor, request, pointer) >= 0) return 0;
                var error = Marshal.GetLastPInvokeError();
                if (error != Interrupted) return error;
            }
        }
    }

    /// <summary>Whether there is something to read within so many milliseconds.</summary>
    public static bool WaitToRead(int descriptor, int milliseconds)
    {
        var wait = new PollRequest { Descriptor = descriptor, Events = PollIn };
        return Poll(ref wait, 1, milliseconds) > 0;
    }

    /// <summary>Reads one event; false where the line is lost.</summary>
    public static unsafe bool TryReadEvent(int descriptor, out GpioLineEvent line)
    {
        fixed (GpioLineEvent* pointer = &line) return Read(descriptor, pointer, 48) == 48;
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(
        "libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int Ioctl(int descriptor, nuint request, void* argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref PollRequest requests, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Explicit, Size = 8)]
    private struct PollRequest
    {
        [FieldOffset(0)] public int Descriptor;
        [FieldOffset(4)] public short Events;
        [FieldOffset(6)] public short Returned;
    }
}
