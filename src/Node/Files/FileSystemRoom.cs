namespace Hotaru.Node;

/// <summary>
/// What statvfs(3) tells; sizes in bytes, available is what an ordinary user may still take.
/// </summary>
public readonly record struct FileSystemRoom(
    double SizeBytes, double FreeBytes, double AvailableBytes, double Files, double FilesFree,
        bool IsReadOnly);
