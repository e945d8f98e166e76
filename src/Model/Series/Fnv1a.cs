using System.Text;

namespace Hotaru.Model;

/// <summary>FNV-1a with 64 bits over UTF-8 bytes.</summary>
public static class Fnv1a
{
    public const ulong Start = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Add(ulong hash, byte value) => unchecked((hash ^ value) * Prime);

    public static ulong Add(ulong hash, string text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            for (var i = 0; i < length; i++) hash = Add(hash, utf8[i]);
        }

        return hash;
    }
}
