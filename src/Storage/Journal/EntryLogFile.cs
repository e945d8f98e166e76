using System.Buffers.Binary;
using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Journal entries in a file of their own, each in whole sectors: an entry then writes what it fills and
/// nothing else, and an epoch that writes over one before it changes the file in place. The same entry as a
/// row of a table costs several times as many bytes on the card.
/// </summary>
internal sealed class EntryLogFile(string path) : IEntryLog, IDisposable
{
    /// <summary>Entries begin at multiples of this, whatever the file system writes at once.</summary>
    private const int Step = 512;
    private const uint Mark = 0x474F4C48;
    private const int HeadSize = 8;

    /// <summary>What two hours of a home's series need.</summary>
    private const long LengthKept = 1 << 20;

    private DirectFile? _file;
    private long _written;

    public long BytesWritten => Interlocked.Read(ref _written);

    /// <summary>Bytes of the file; 0 where there is none.</summary>
    public long Length => File.Exists(path) ? new FileInfo(path).Length : 0;

    public IEnumerable<LoggedEntry> Scan()
    {
        if (!File.Exists(path)) yield break;
        using var stream = OpenRead();
        for (long position = 0; position < stream.Length;)
        {
            var entry = ReadWhole(stream, position);
            var next = position + (entry is null ? Step : Padded(entry.Length, Step));
            if (entry is not null) yield return new LoggedEntry(position, next, entry);
            position = next;
        }
    }

    public byte[] Read(long position)
    {
        using var stream = OpenRead();
        return ReadWhole(stream, position) ?? throw new StoreException($"{path} has changed at {position}.");
    }

    public long Append(long position, ReadOnlySpan<byte> entry)
    {
        Span<byte> head = stackalloc byte[HeadSize];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], entry.Length);
        try
        {
            _file ??= DirectFile.Open(path);
            var start = (position + _file.Step - 1) / _file.Step * _file.Step;
            _file.Write(start, head, entry);
            var size = Padded(entry.Length, _file.Step);
            Interlocked.Add(ref _written, size);
            return start + size;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new StoreException($"{path} cannot be written: {e.Message}", e);
        }
    }

    public void Trim(long position)
    {
        try
        {
            var kept = Math.Max(LengthKept, position);
            if (Length > kept) (_file ??= DirectFile.Open(path)).Truncate(kept);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only space is lost: what stands there is void, and is written over.
            Dispose();
        }
    }

    public void Clear()
    {
        Dispose();
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its entries are void: it only takes space.
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private static int Padded(int length, int step) => (HeadSize + length + step - 1) / step * step;

    private FileStream OpenRead()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 32 * 1024);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private byte[]? ReadWhole(FileStream stream, long position)
    {
        try
        {
            stream.Position = position;
            Span<byte> head = stackalloc byte[HeadSize];
            if (stream.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false) < HeadSize) return null;
            var size = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
            if (BinaryPrimitives.ReadUInt32LittleEndian(head) != Mark) return null;
            if (size < Checksum.Size || size > stream.Length - position - HeadSize) return null;
            var entry = new byte[size];
            if (stream.ReadAtLeast(entry, size, throwOnEndOfStream: false) < size) return null;
            return Checksum.IsRight(entry) ? entry : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
