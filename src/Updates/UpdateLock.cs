namespace Hotaru.Updates;

/// <summary>One updater at a time; the kernel gives the lock back when its process ends (flock(2)).</summary>
internal static class UpdateLock
{
    /// <summary>Null where another one has it.</summary>
    public static FileStream? TryTake(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
