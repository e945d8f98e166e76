using System.IO.Compression;
using System.Security.Cryptography;

namespace Hotaru.Web;

/// <summary>One file of the built pages as it is embedded.</summary>
/// <param name="Name">Below the surface's root: <c>assets/index-1a2b3c.js</c>.</param>
/// <param name="Content">Compressed with gzip where <paramref name="IsCompressed"/>.</param>
/// <param name="ETag">A strong one, with its quotes, of the content as embedded.</param>
internal sealed record PageFile(string Name, byte[] Content, bool IsCompressed, string ETag)
{
    /// <summary>Vite puts a hash of the content into the names of its assets: they never change.</summary>
    public bool IsImmutable => Name.StartsWith("assets/", StringComparison.Ordinal);

    public string ContentType => Path.GetExtension(Name) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" or ".webmanifest" => "application/json",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        _ => "application/octet-stream",
    };

    public static PageFile Of(string name, byte[] content)
    {
        var isCompressed = name.EndsWith(".gz", StringComparison.Ordinal);
        var etag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"";
        return new PageFile(isCompressed ? name[..^3] : name, content, isCompressed, etag);
    }

    /// <summary>For the rare client that does not take gzip.</summary>
    public byte[] Unpacked()
    {
        using var packed = new GZipStream(new MemoryStream(Content), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        packed.CopyTo(plain);
        return plain.ToArray();
    }
}
