namespace Hotaru.Storage;

/// <summary>How a file of an engine is told from others.</summary>
public static class FileHead
{
    /// <summary>
    /// Whether these bytes are at this offset; false also where the file is not there, is shorter or cannot
    /// be read: whoever opens it then says why.
    /// </summary>
    public static bool Has(string path, int offset, ReadOnlySpan<byte> expected)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> head = stackalloc byte[offset + expected.Length];
            return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
                && head[offset..].SequenceEqual(expected);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
