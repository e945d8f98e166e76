using System.Buffers;

namespace Hotaru.Gateway;

/// <summary>
/// Room for bytes that are copied when they are whole: one for each thread, so that rows and lines of every
/// push do not grow in arrays of their own.
/// </summary>
internal static class ScratchBytes
{
    private const int LargestKept = 64 << 10;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _kept;

    /// <summary>Empty room, to be used up to the next call on this thread and not across an await.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        if (_kept is null || _kept.Capacity > LargestKept) _kept = new ArrayBufferWriter<byte>(4096);
        _kept.ResetWrittenCount();
        return _kept;
    }
}
