using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hotaru.Updates.Tests;

/// <summary>Makes releases, good ones and such as an attacker or an accident makes.</summary>
internal sealed class PackageMaker(SigningKey key)
{
    public const string Rid = "linux-arm";

    /// <summary>The lines of files are made from the contents; this changes what comes of it.</summary>
    public Func<string, string> Manifest { get; init; } = text => text;

    /// <summary>Entries of the archive that take the place of those of the files.</summary>
    public Func<TarEntry, TarEntry> Entry { get; init; } = entry => entry;

    public Func<byte[], byte[]> Signature { get; init; } = signature => signature;

    public string Make(string path, string version, params (string Name, string Text)[] files)
    {
        if (files.Length == 0) files = [("hotaru", "good"), ("systemd/hotaru.service", "[Unit]\n")];
        var manifest = Encoding.UTF8.GetBytes(Manifest(
            $"hotaru-release 1\nversion {version}\nrid {Rid}\ndata-format 1\n"
            + string.Concat(files.Select(f => Line(f.Name, f.Text)))));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
        tar.WriteEntry(Plain("MANIFEST", manifest));
        tar.WriteEntry(Plain("MANIFEST.sig", Signature(key.Sign(manifest))));
        foreach (var (name, text) in files) tar.WriteEntry(Entry(Plain(name, Encoding.UTF8.GetBytes(text))));
        return path;
    }

    public static UstarTarEntry Plain(string name, byte[] bytes) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) };

    private static string Line(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var mode = name == "hotaru" ? "0755" : "0644";
        return $"file {Convert.ToHexStringLower(SHA256.HashData(bytes))} {bytes.Length} {mode} {name}\n";
    }
}
