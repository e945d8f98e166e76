using System.Buffers.Binary;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>The keys of a queue's rows: a hash of its name and a number that rises.</summary>
internal sealed class QueueKeys(string name)
{
    public const string Table = "remote_write_queue";
    private readonly ulong _prefix = Fnv1a.Add(Fnv1a.Start, name);

    public byte[] Key(ulong sequence)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(key, _prefix);
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(8), sequence);
        return key;
    }

    public KeyRange All => KeyRange.Prefix(Key(0).AsSpan(0, 8));

    /// <summary>Every row up to and with a sequence.</summary>
    public KeyRange Until(ulong sequence) => new(Key(0), Key(sequence + 1));

    public static ulong Sequence(byte[] key) => BinaryPrimitives.ReadUInt64BigEndian(key.AsSpan(8));
}
