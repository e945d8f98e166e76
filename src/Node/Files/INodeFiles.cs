namespace Hotaru.Node;

/// <summary>
/// What the collectors ask of the kernel: small files, directories, links and the room on a file system. All
/// members may be called from any thread, never throw for what is missing or unreadable, and may be slow only
/// where a device or a mount is.
/// </summary>
public interface INodeFiles
{
    /// <summary>Reads a file whole into the text; false where it is missing or cannot be read.</summary>
    bool TryRead(string path, FileText text);

    /// <summary>The names in a directory in ordinal order; none where it is missing.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>The path behind all links, or null where there is nothing.</summary>
    string? Resolve(string path);

    /// <summary>
    /// When a file was last written, in seconds since the epoch, or null where it is missing.
    /// </summary>
    double? ModifiedSeconds(string path);

    /// <summary>The room on the file system of a path; null where it cannot be asked.</summary>
    FileSystemRoom? Room(string path);
}
