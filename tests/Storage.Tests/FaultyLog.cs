using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage.Tests;

/// <summary>
/// A log for journal entries on a bad disk, driven by the random numbers of its store: writes that fail with
/// nothing, with a first part or with all of the entry on the disk, and entries that come back bent.
/// </summary>
internal sealed class FaultyLog(Func<bool> fails, Func<byte[], byte[]> bend, Random random) : IEntryLog
{
    private readonly SortedDictionary<long, byte[]> _entries = [];

    public long BytesWritten { get; private set; }

    public int Torn { get; private set; }

    public IEnumerable<LoggedEntry> Scan()
    {
        foreach (var (position, entry) in _entries.ToList())
        {
            var found = bend(entry);
            if (!Checksum.IsRight(found)) continue;
            yield return new LoggedEntry(position, position + entry.Length, found);
        }
    }

    public byte[] Read(long position) => bend(_entries[position]);

    public long Append(long position, ReadOnlySpan<byte> entry)
    {
        var end = position + entry.Length;
        if (fails())
        {
            var written = random.Next(3) switch { 0 => 0, 1 => entry.Length, _ => random.Next(entry.Length) };
            if (written > 0) Place(position, entry[..written].ToArray());
            if (written > 0 && written < entry.Length) Torn++;
            throw new StoreException("input/output error");
        }

        Place(position, entry.ToArray());
        BytesWritten += entry.Length;
        return end;
    }

    public void Trim(long position)
    {
        foreach (var at in _entries.Keys.Where(k => k >= position).ToList()) _entries.Remove(at);
    }

    public void Clear() => _entries.Clear();

    private void Place(long position, byte[] bytes)
    {
        var over = _entries
            .Where(e => e.Key < position + bytes.Length && e.Key + e.Value.Length > position)
            .Select(e => e.Key).ToList();
        foreach (var at in over) _entries.Remove(at);
        _entries[position] = bytes;
    }
}
