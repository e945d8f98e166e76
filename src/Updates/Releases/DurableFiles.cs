using System.Runtime.InteropServices;

namespace Hotaru.Updates;

/// <summary>Changes that a power cut leaves either undone or done: rename(2) and fsync(2).</summary>
internal static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Writes beside the file, syncs, and renames over it.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var next = path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        Rename(next, path);
    }

    /// <summary>
    /// Points a symbolic link elsewhere; at every moment there is the old one or the new one.
    /// </summary>
    public static void Link(string path, string target)
    {
        var next = path + ".next";
        if (Exists(next)) File.Delete(next);
        File.CreateSymbolicLink(next, target);
        Rename(next, path);
    }

    /// <summary>Moves a file or directory within a file system, over what is there.</summary>
    public static void Rename(string from, string to)
    {
        if (RenameNative(from, to) != 0)
            throw new IOException($"{from} cannot become {to}: {Marshal.GetLastPInvokeErrorMessage()}");
        SyncDirectory(Path.GetDirectoryName(to)!);
    }

    public static void Delete(string path)
    {
        if (!Exists(path)) return;
        File.Delete(path);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>A file and its name are on disk afterwards, whoever wrote it.</summary>
    public static void Sync(string path)
    {
        using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            RandomAccess.FlushToDisk(file);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>What was made, renamed or deleted in a directory is on disk afterwards.</summary>
    public static void SyncDirectory(string path)
    {
        var descriptor = OpenNative(path, ReadOnly);
        if (descriptor < 0)
            throw new IOException($"{path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        var error = SyncNative(descriptor);
        _ = CloseNative(descriptor);
        if (error != 0) throw new IOException($"{path} cannot be synced");
    }

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (ModeNative(path, (int)mode) != 0)
            throw new IOException($"{path}: mode not set: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Also true for a link that leads nowhere.</summary>
    public static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameNative(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenNative(string path, int flags);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ModeNative(string path, int mode);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int SyncNative(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseNative(int descriptor);
}
