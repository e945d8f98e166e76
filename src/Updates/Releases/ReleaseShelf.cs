namespace Hotaru.Updates;

/// <summary>
/// The releases side by side, and the links that name the current, the good and the previous one.
/// </summary>
public sealed class ReleaseShelf(UpdatePaths paths)
{
    /// <summary>The version a link leads to; empty where there is none.</summary>
    public static string VersionOf(string link) =>
        new FileInfo(link).LinkTarget is { } target ? Path.GetFileName(target) : "";

    public string Current => VersionOf(paths.Current);

    public string Good => VersionOf(paths.Good);

    public string Previous => VersionOf(paths.Previous);

    public bool Has(string version) => version.Length > 0 && Directory.Exists(paths.Release(version));

    /// <summary>The manifest of a release that lies here; null where it has none that can be read.</summary>
    public ReleaseManifest? ManifestOf(string version)
    {
        try
        {
            var file = Path.Combine(paths.Release(version), ReleaseManifest.FileName);
            return version.Length > 0 && File.Exists(file)
                ? ReleaseManifest.Parse(File.ReadAllBytes(file))
                : null;
        }
        catch (UpdateRefusedException)
        {
            return null;
        }
    }

    /// <summary>Unpacks beside the others; under its name only when it is whole.</summary>
    public void Add(ReleasePackage package)
    {
        var part = Path.Combine(paths.Releases, ".part");
        Remove(part);
        Directory.CreateDirectory(part);
        package.Unpack(part);
        DurableFiles.Write(Path.Combine(part, ReleaseManifest.FileName), package.ManifestBytes);
        var place = paths.Release(package.Manifest.Version);
        Remove(place);
        DurableFiles.Rename(part, place);
    }

    internal static void PointTo(string link, string version) =>
        DurableFiles.Link(link, Path.Combine("releases", version));

    /// <summary>Deletes what is neither current nor good nor previous.</summary>
    public void Prune()
    {
        string[] kept = [Current, Good, Previous];
        if (!Directory.Exists(paths.Releases)) return;
        foreach (var directory in Directory.GetDirectories(paths.Releases))
        {
            if (!kept.Contains(Path.GetFileName(directory))) Remove(directory);
        }
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }
}
