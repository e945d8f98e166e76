using System.Runtime.InteropServices;

namespace Hotaru.Node;

/// <summary>
/// struct timex of adjtimex(2) as glibc has it for a process whose longs have the size of a pointer (the call
/// without time64 on 32 bit). With modes 0 it only asks.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct ClockState
{
    /// <summary>What adjtimex returns while the clock is not synchronised.</summary>
    public const int NotSynchronised = 5;

    /// <summary>STA_NANO: offset and jitter are in nanoseconds, else in microseconds.</summary>
    public const int StatusNano = 0x2000;

    public uint Modes;
    public nint Offset;
    public nint Frequency;
    public nint MaximumErrorUs;
    public nint EstimatedErrorUs;
    public int Status;
    public nint Constant;
    public nint Precision;
    public nint Tolerance;
    public nint TimeSeconds;
    public nint TimeMicroseconds;
    public nint TickUs;
    public nint PpsFrequency;
    public nint PpsJitter;
    public int PpsShift;
    public nint PpsStability;
    public nint PpsJitterCount;
    public nint PpsCalibrationCount;
    public nint PpsErrorCount;
    public nint PpsStabilityCount;
    public int TaiOffset;
    public fixed int Unused[11];

    /// <summary>The state of the clock, or null where the call is not allowed.</summary>
    public static ClockState? Ask(out bool isSynchronised)
    {
        var state = default(ClockState);
        var answer = AdjTimex(ref state);
        isSynchronised = answer is >= 0 and not NotSynchronised;
        return answer < 0 ? null : state;
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    private static partial int AdjTimex(ref ClockState state);
}
