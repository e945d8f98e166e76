using System.Diagnostics;
using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Hotaru.Testing;

namespace Hotaru.Client.Tests;

/// <summary>What other people's builds get: the client as it was just built, packed.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TempDirectory _packed = new();

    public void Dispose() => _packed.Dispose();

    [Fact]
    public async Task The_package_has_its_library_documentation_readme_licence_and_symbols_and_needs_nothing()
    {
        await PackAsync();
        using var package = Open("*.nupkg");
        Assert.Equal(
            ["README.md", "lib/net10.0/Hotaru.Client.dll", "lib/net10.0/Hotaru.Client.xml"],
            Contents(package));
        var described = Read(package, "Hotaru.Client.nuspec");
        Assert.Equal("Hotaru.Client", Said(described, "id"));
        Assert.Equal("MIT", Said(described, "license"));
        Assert.Equal("README.md", Said(described, "readme"));
        Assert.NotEqual("", Said(described, "description"));
        Assert.DoesNotContain(described.Descendants(), e => e.Name.LocalName == "dependency");
        using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
        Assert.Contains("HotaruJob.Start(", await readme.ReadToEndAsync(), StringComparison.Ordinal);

        var documented = Read(package, "lib/net10.0/Hotaru.Client.xml").Descendants("member")
            .Select(member => member.Attribute("name")!.Value).ToHashSet();
        foreach (var type in typeof(HotaruJob).Assembly.GetExportedTypes())
        {
            Assert.Contains($"T:{type.FullName}", documented);
            foreach (var property in type.GetProperties().Where(p => p.DeclaringType == type))
                Assert.Contains($"P:{type.FullName}.{property.Name}", documented);
        }

        using var symbols = Open("*.snupkg");
        Assert.Equal(["lib/net10.0/Hotaru.Client.pdb"], Contents(symbols));
        Assert.Equal(DebugId(package), PdbId(symbols));
    }

    /// <summary>Packs what the tests were built with.</summary>
    private async Task PackAsync()
    {
        var configuration = AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";
        string[] arguments =
        [
            "pack", Path.Combine(RepositoryRoot.Path, "src", "Client"), "--no-build", "-c", configuration,
            "-o", _packed.Path, "-v", "q", "--nologo",
        ];
        using var pack = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = pack.StandardError.ReadToEndAsync();
        var said = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.True(pack.ExitCode == 0, said + await errors);
    }

    private ZipArchive Open(string pattern) =>
        ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_packed.Path, pattern)));

    /// <summary>Without what the format itself adds.</summary>
    private static IEnumerable<string> Contents(ZipArchive package) => package.Entries
        .Select(entry => entry.FullName)
        .Where(name => name is not ("_rels/.rels" or "[Content_Types].xml" or "Hotaru.Client.nuspec")
            && !name.StartsWith("package/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static XDocument Read(ZipArchive package, string name)
    {
        using var entry = package.GetEntry(name)!.Open();
        return XDocument.Load(entry);
    }

    private static string Said(XDocument described, string name) =>
        described.Descendants().Single(e => e.Name.LocalName == name).Value;

    private static Guid DebugId(ZipArchive package)
    {
        using var library = new PEReader(Whole(package, "lib/net10.0/Hotaru.Client.dll"));
        var entry = library.ReadDebugDirectory().First(e => e.Type == DebugDirectoryEntryType.CodeView);
        return library.ReadCodeViewDebugDirectoryData(entry).Guid;
    }

    private static Guid PdbId(ZipArchive symbols)
    {
        using var provider = System.Reflection.Metadata.MetadataReaderProvider.FromPortablePdbStream(
            Whole(symbols, "lib/net10.0/Hotaru.Client.pdb"));
        return new Guid(provider.GetMetadataReader().DebugMetadataHeader!.Id.AsSpan(0, 16));
    }

    private static MemoryStream Whole(ZipArchive package, string name)
    {
        var whole = new MemoryStream();
        using var entry = package.GetEntry(name)!.Open();
        entry.CopyTo(whole);
        whole.Position = 0;
        return whole;
    }
}
