using System.Text;

namespace Hotaru.Exposition;

/// <summary>
/// Hands out one string for equal short texts, most of the time: label names and values come again and again.
/// A fixed number of places, the newest text takes its place; races lose a saving and nothing else.
/// </summary>
internal static class TextPool
{
    private const int Places = 8192;
    private const int LongestBytes = 48;

    private static readonly string?[] Pool = new string?[Places];

    /// <summary>The text must be valid UTF-8.</summary>
    public static string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return "";
        if (utf8.Length > LongestBytes) return Encoding.UTF8.GetString(utf8);
        ref var place = ref Pool[Hash(utf8) & (Places - 1)];
        if (place is { } known && Ascii.Equals(utf8, known)) return known;
        return place = Encoding.UTF8.GetString(utf8);
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var b in utf8) hash = (hash ^ b) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
