namespace Hotaru.Model;

/// <summary>
/// Keys from <see cref="From"/> up to but without <see cref="Until"/> (null: to the end), in byte order.
/// </summary>
public readonly record struct KeyRange(byte[] From, byte[]? Until)
{
    public static readonly KeyRange All = new([], null);

    /// <summary>All keys that begin with the prefix.</summary>
    public static KeyRange Prefix(ReadOnlySpan<byte> prefix)
    {
        var until = prefix.ToArray();
        for (var last = until.Length - 1; last >= 0; last--)
        {
            if (until[last] == 0xFF) continue;
            until[last]++;
            return new KeyRange(prefix.ToArray(), until[..(last + 1)]);
        }

        return new KeyRange(prefix.ToArray(), null);
    }
}
