using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Hotaru.Updates;

/// <summary>
/// A release as it is copied to an appliance: a .tar.gz that begins with MANIFEST and MANIFEST.sig. Nothing
/// is unpacked before the signature of the manifest was found good, and then only what it names, as long as
/// it says and with its digest.
/// </summary>
public sealed class ReleasePackage : IDisposable
{
    private readonly GZipStream _unzipped;
    private readonly TarReader _tar;

    private ReleasePackage(Stream packed)
    {
        _unzipped = new GZipStream(packed, CompressionMode.Decompress);
        _tar = new TarReader(_unzipped);
    }

    public ReleaseManifest Manifest { get; private set; } = null!;

    /// <summary>The manifest as it was signed; it stays beside the unpacked files.</summary>
    public byte[] ManifestBytes { get; private set; } = [];

    /// <summary>Reads the manifest and checks who signed it.</summary>
    /// <exception cref="UpdateRefusedException">It is no release, or not one of a known key.</exception>
    /// <exception cref="CutOffException">It ends too early.</exception>
    public static ReleasePackage Open(string path, TrustedKeys keys)
    {
        var package = new ReleasePackage(File.OpenRead(path));
        try
        {
            package.ReadManifest(keys);
            return package;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes every file into a directory that is there and empty; all is on disk afterwards.
    /// </summary>
    public void Unpack(string directory) => Guarded(() =>
    {
        var missing = Manifest.Files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal) { directory };
        while (_tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType == TarEntryType.Directory) continue;
            if (!missing.Remove(entry.Name, out var file))
                throw new UpdateRefusedException($"{entry.Name} is not in its {ReleaseManifest.FileName}");
            var path = Path.Combine(directory, file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            folders.Add(Path.GetDirectoryName(path)!);
            Write(entry, file, path);
        }

        if (missing.Count > 0) throw new CutOffException($"{missing.Keys.First()} is missing");
        foreach (var folder in folders) DurableFiles.SyncDirectory(folder);
    });

    public void Dispose()
    {
        _tar.Dispose();
        _unzipped.Dispose();
    }

    private void ReadManifest(TrustedKeys keys) => Guarded(() =>
    {
        var manifest = Small(ReleaseManifest.FileName, ReleaseManifest.MostBytes);
        var signature = Small(ReleaseManifest.SignatureName, Ed25519.SignatureBytes);
        keys.Demand(manifest, signature);
        (Manifest, ManifestBytes) = (ReleaseManifest.Parse(manifest), manifest);
    });

    private byte[] Small(string name, int mostBytes)
    {
        var entry = _tar.GetNextEntry();
        if (entry is null) throw new CutOffException("it is empty");
        if (entry.Name != name || !IsFile(entry) || entry.Length > mostBytes)
        {
            throw new UpdateRefusedException(
                $"it is no release: \"{entry.Name}\" stands where {name} should");
        }

        var bytes = new byte[entry.Length];
        entry.DataStream?.ReadExactly(bytes);
        return bytes;
    }

    private static bool IsFile(TarEntry entry) =>
        entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile;

    private static void Write(TarEntry entry, ReleaseFile file, string path)
    {
        if (!IsFile(entry) || entry.Length != file.Bytes)
            throw new UpdateRefusedException($"{file.Name} is not what its manifest says");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[64 << 10];
        var left = file.Bytes;
        while (left > 0)
        {
            var read = entry.DataStream!.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            if (read == 0) throw new EndOfStreamException();
            hash.AppendData(buffer.AsSpan(0, read));
            output.Write(buffer.AsSpan(0, read));
            left -= read;
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
            throw new UpdateRefusedException($"{file.Name} has another SHA-256 than its manifest says");
        DurableFiles.SetMode(path, file.Mode);
        output.Flush(flushToDisk: true);
    }

    private static void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or FormatException)
        {
            throw new CutOffException("it is cut off or damaged", e);
        }
    }
}
