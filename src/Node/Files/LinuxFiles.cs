using System.Runtime.InteropServices;
using System.Text;

namespace Hotaru.Node;

/// <summary>
/// The kernel's own files, by open, read and close alone: a scrape reads some 150 of them, and the
/// framework's file handles cost several calls and objects each.
/// </summary>
public sealed partial class LinuxFiles : INodeFiles
{
    private const int OpenReadOnlyCloseOnExec = 0x80000;
    private const int Interrupted = 4;
    private const int MostBytes = 4 << 20;

    public bool TryRead(string path, FileText text)
    {
        text.Length = 0;
        var file = Open(path, OpenReadOnlyCloseOnExec);
        if (file < 0) return false;
        try
        {
            return ReadAll(file, text);
        }
        finally
        {
            _ = Close(file);
        }
    }

    public IReadOnlyList<string> List(string directory)
    {
        // An exception for each kind of hardware that is not there would cost more than the scrape.
        if (!Directory.Exists(directory)) return [];
        try
        {
            var names = Directory.GetFileSystemEntries(directory);
            for (var i = 0; i < names.Length; i++) names[i] = Path.GetFileName(names[i]);
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    public string? Resolve(string path)
    {
        Span<byte> real = stackalloc byte[4096];
        if (RealPath(path, real) == 0) return null;
        var end = real.IndexOf((byte)0);
        return Encoding.UTF8.GetString(real[..Math.Max(end, 0)]);
    }

    public double? ModifiedSeconds(string path)
    {
        var time = File.GetLastWriteTimeUtc(path);
        // The framework's answer for a missing file is the year 1601.
        return time.Year < 1970 ? null : (time - DateTime.UnixEpoch).TotalSeconds;
    }

    public FileSystemRoom? Room(string path) => StatVfs.Of(path);

    private static bool ReadAll(int file, FileText text)
    {
        while (text.Length < MostBytes)
        {
            var room = text.Room(4096);
            var got = Read(file, room, (nuint)room.Length);
            if (got == 0) return true;
            if (got > 0)
            {
                text.Length += (int)got;
                continue;
            }

            // Some drivers answer EAGAIN for a sensor that is not ready: that is "no value", not "wait".
            if (Marshal.GetLastPInvokeError() != Interrupted) return false;
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, Span<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, Span<byte> resolved);
}
