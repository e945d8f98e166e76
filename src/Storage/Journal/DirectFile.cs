using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hotaru.Storage.Journal;

/// <summary>
/// A file that is written past the cache of the file system where the kernel and the file system can do so:
/// the card then gets the sectors of an entry and not the whole pages around them. Elsewhere it is written in
/// pages. Not for concurrent use. Sources: open(2), "O_DIRECT"; fallocate(2).
/// </summary>
internal sealed unsafe partial class DirectFile : IDisposable
{
    private const int Sector = 512;
    private const int Page = 4096;
    private const int BufferSize = 64 * 1024;
    private const int ReadWriteCreateClose = 0x2 | 0x40 | 0x80000;

    /// <summary>
    /// Room is asked for by so many bytes: each time the file system changes its maps of what is free.
    /// </summary>
    private const long RoomStep = 256 * 1024;

    private readonly SafeFileHandle _handle;
    private readonly byte* _buffer;
    private bool _hasGrown;
    private long _room;

    private DirectFile(SafeFileHandle handle, int step, bool isNew)
    {
        (_handle, Step, _hasGrown, _room) = (handle, step, isNew, RandomAccess.GetLength(handle));
        _buffer = (byte*)NativeMemory.AlignedAlloc(BufferSize, Page);
    }

    ~DirectFile() => NativeMemory.AlignedFree(_buffer);

    /// <summary>Writes begin and end at multiples of this many bytes.</summary>
    public int Step { get; }

    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    public static DirectFile Open(string path)
    {
        var isNew = !File.Exists(path);
        if (OperatingSystem.IsLinux() && TryOpenDirect(path, isNew) is { } direct) return direct;
        var handle = File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        return new DirectFile(handle, Page, isNew);
    }

    /// <summary>
    /// Writes a head and an entry behind it, with zeros to the next step, and syncs. Data only, where the
    /// kernel can: a file that is written in place then costs no journal of the file system. A file that was
    /// made or has grown just now is synced with its size and name.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written; a part may be there.</exception>
    public void Write(long position, ReadOnlySpan<byte> head, ReadOnlySpan<byte> entry)
    {
        MakeRoom(position + head.Length + entry.Length);
        var buffer = new Span<byte>(_buffer, BufferSize);
        head.CopyTo(buffer);
        var filled = head.Length;
        while (true)
        {
            var part = entry[..Math.Min(entry.Length, BufferSize - filled)];
            part.CopyTo(buffer[filled..]);
            filled += part.Length;
            entry = entry[part.Length..];
            var padded = (filled + Step - 1) / Step * Step;
            buffer[filled..padded].Clear();
            RandomAccess.Write(_handle, buffer[..padded], position);
            position += padded;
            filled = 0;
            if (entry.IsEmpty) break;
        }

        Sync();
    }

    public void Truncate(long length)
    {
        RandomAccess.SetLength(_handle, length);
        _room = length;
    }

    public void Dispose()
    {
        _handle.Dispose();
        NativeMemory.AlignedFree(_buffer);
        GC.SuppressFinalize(this);
    }

    private static DirectFile? TryOpenDirect(string path, bool isNew)
    {
        var direct = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 or Architecture.X86 => 0x4000,
            Architecture.Arm or Architecture.Arm64 => 0x10000,
            _ => 0,
        };
        if (direct == 0) return null;
        var number = OpenFile(path, ReadWriteCreateClose | direct, 0x1A4);
        if (number < 0) return null;
        var file = new DirectFile(new SafeFileHandle(number, ownsHandle: true), Sector, isNew);
        if (file.TakesSectors()) return file;
        file.Dispose();
        return null;
    }

    /// <summary>Whether the file system lets single sectors pass: a read says so and harms nothing.</summary>
    private bool TakesSectors()
    {
        try
        {
            RandomAccess.Read(_handle, new Span<byte>(_buffer, Sector), 0);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Where room cannot be had ahead, the write that needs it says why.</summary>
    private void MakeRoom(long end)
    {
        if (end <= _room) return;
        var room = (end + RoomStep - 1) / RoomStep * RoomStep;
        if (OperatingSystem.IsLinux()) Allocate(_handle, 0, _room, room - _room);
        (_room, _hasGrown) = (room, true);
    }

    private void Sync()
    {
        if (_hasGrown || !OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(_handle);
            _hasGrown = false;
            return;
        }

        if (DataSync(_handle) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} ({error})");
    }

    [LibraryImport(
        "libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fallocate64", SetLastError = true)]
    private static partial int Allocate(SafeFileHandle handle, int mode, long position, long length);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int DataSync(SafeFileHandle handle);
}
