using System.Buffers.Binary;
using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Appliance.Updating;

/// <summary>
/// Lets releases go up and down over a change of the data's format. Before a release with a newer format
/// opens older data, it keeps a copy as it is (<c>hotaru.db.format-1</c>). A release that finds data newer
/// than it can read puts them aside whole and takes up the copy that was kept for it. Without such a copy
/// nothing is touched, and the store refuses to open.
/// </summary>
/// <param name="path">The database.</param>
/// <param name="format">What this release writes.</param>
internal sealed class DataFormatKeeper(string path, int format, TimeProvider time)
{
    /// <summary>A release that ran for so long is not taken back any more.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Where SQLite has user_version in a file's header.</summary>
    private const int HeaderPlace = 60;

    private const long Reserve = 16L << 20;

    /// <summary>
    /// To be called before the database is opened. Every step may be the last before a power cut.
    /// </summary>
    /// <exception cref="StoreException">There is no room for the copy; nothing was changed.</exception>
    public void Prepare()
    {
        var found = FormatOf(path);
        if (found > format && File.Exists(Kept(format))) PutAside(found);
        // Also where the power went between putting aside and taking up.
        if (!File.Exists(path) && File.Exists(Kept(format))) TakeUp();
        else if (found > 0 && found < format && !File.Exists(Kept(found))) Keep(found);
        else if (found == format) Forget();
    }

    private string Kept(int version) =>
        path + string.Create(CultureInfo.InvariantCulture, $".format-{version}");

    private static string Log(string database) => database + "-wal";

    /// <summary>The time series' journal beside the database, from format 2 on.</summary>
    private static string Entries(string database) => database + "-log";

    private static int FormatOf(string file)
    {
        if (!File.Exists(file)) return 0;
        using var stream = File.OpenRead(file);
        Span<byte> header = stackalloc byte[HeaderPlace + 4];
        return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            ? 0
            : BinaryPrimitives.ReadInt32BigEndian(header[HeaderPlace..]);
    }

    private void PutAside(int found)
    {
        if (File.Exists(Log(path))) File.Move(Log(path), Log(Kept(found)), overwrite: true);
        if (File.Exists(Entries(path))) File.Move(Entries(path), Entries(Kept(found)), overwrite: true);
        File.Delete(path + "-shm");
        File.Move(path, Kept(found), overwrite: true);
    }

    private void TakeUp()
    {
        if (File.Exists(Log(Kept(format)))) File.Move(Log(Kept(format)), Log(path), overwrite: true);
        if (File.Exists(Entries(Kept(format))))
            File.Move(Entries(Kept(format)), Entries(path), overwrite: true);
        File.Move(Kept(format), path);
    }

    /// <summary>The log belongs to the data: what is in it has not reached the file yet.</summary>
    private void Keep(int found)
    {
        var bytes = new FileInfo(path).Length + (File.Exists(Log(path)) ? new FileInfo(Log(path)).Length : 0);
        var free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        if (free < bytes + Reserve)
        {
            throw new StoreException($"{path} has format {found}; to write format {format}, a copy is kept, "
                + $"which needs {(bytes + Reserve) >> 20} MB where {free >> 20} MB are free.");
        }

        if (File.Exists(Log(path))) CopyWhole(Log(path), Log(Kept(found)));
        if (File.Exists(Entries(path))) CopyWhole(Entries(path), Entries(Kept(found)));
        CopyWhole(path, Kept(found));
    }

    private void Forget()
    {
        var directory = new DirectoryInfo(Path.GetDirectoryName(Path.GetFullPath(path))!);
        foreach (var kept in directory.GetFiles(Path.GetFileName(path) + ".format-*"))
        {
            if (time.GetUtcNow() - kept.LastWriteTimeUtc > KeptFor) kept.Delete();
        }
    }

    /// <summary>Under its name only when it is whole and on disk.</summary>
    private static void CopyWhole(string from, string to)
    {
        using (var source = File.OpenRead(from))
        using (var target = new FileStream(to + ".part", FileMode.Create, FileAccess.Write))
        {
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }

        File.Move(to + ".part", to, overwrite: true);
    }
}
