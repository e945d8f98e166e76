using System.Text;

namespace Hotaru.Web.Pushgateway;

/// <summary>Percent-decoding and cleaning of a path as Go's server does both, in this order.</summary>
internal static class PushPath
{
    /// <summary>False where the encoding is broken.</summary>
    /// <param name="path">The path; what is not UTF-8 in it is replaced by U+FFFD.</param>
    /// <param name="isUtf8">Whether nothing had to be replaced.</param>
    public static bool TryDecode(string raw, out string path, out bool isUtf8)
    {
        (path, isUtf8) = (raw, true);
        if (!raw.Contains('%', StringComparison.Ordinal)) return true;
        var bytes = new byte[Encoding.UTF8.GetByteCount(raw)];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '%') length += Encoding.UTF8.GetBytes(raw, i, 1, bytes, length);
            else
            {
                if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1])
                    || !char.IsAsciiHexDigit(raw[i + 2]))
                    return false;
                bytes[length++] = Convert.FromHexString(raw.AsSpan(i + 1, 2))[0];
                i += 2;
            }
        }

        isUtf8 = System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length));
        path = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }

    /// <summary>Without empty and dot segments; a slash at the end stays.</summary>
    public static string Clean(string path)
    {
        if (!NeedsCleaning(path)) return path;
        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment != "..") kept.Add(segment);
            else if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }

        var cleaned = "/" + string.Join('/', kept);
        return path.EndsWith('/') && cleaned.Length > 1 ? cleaned + "/" : cleaned;
    }

    /// <summary>The path as a link again.</summary>
    public static string Encode(string path) =>
        string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static bool NeedsCleaning(string path)
    {
        if (!path.StartsWith('/') || path.Contains("//", StringComparison.Ordinal)) return true;
        var at = -1;
        while ((at = path.IndexOf("/.", at + 1, StringComparison.Ordinal)) >= 0)
        {
            var end = path.IndexOf('/', at + 1);
            if ((end < 0 ? path.AsSpan(at + 1) : path.AsSpan(at + 1, end - at - 1)) is "." or "..")
                return true;
        }

        return false;
    }
}
