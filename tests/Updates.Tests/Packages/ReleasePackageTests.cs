using System.Diagnostics;
using System.Formats.Tar;
using Hotaru.Testing;

namespace Hotaru.Updates.Tests.Packages;

/// <summary>What a package may not do.</summary>
public sealed class ReleasePackageTests : IDisposable
{
    private static readonly SigningKey Key = new(new byte[32]);

    private readonly TempDirectory _directory = new();

    public ReleasePackageTests() => _directory.Write("keys/a.pem", Key.PublicPem);

    [Fact]
    public void A_good_package_is_unpacked_with_its_modes()
    {
        Unpack(new PackageMaker(Key));
        Assert.Equal("good", File.ReadAllText(_directory.File("out/hotaru")));
        Assert.Equal("-rwxr-xr-x", Mode("out/hotaru"));
        Assert.Equal("-rw-r--r--", Mode("out/systemd/hotaru.service"));
        Assert.Equal("[Unit]\n", File.ReadAllText(_directory.File("out/systemd/hotaru.service")));
    }

    [Fact]
    public void Another_ones_signature_is_refused() => Assert.StartsWith(
        "its signature is not by a key of", Refused(new PackageMaker(new SigningKey([.. new byte[31], 1]))));

    [Fact]
    public void A_manifest_that_was_changed_is_refused() => Assert.StartsWith(
        "its signature is not by a key of",
        Refused(new PackageMaker(Key) { Signature = _ => Key.Sign("another manifest"u8.ToArray()) }));

    [Fact]
    public void Without_a_key_nothing_is_taken()
    {
        File.Delete(_directory.File("keys/a.pem"));
        Assert.StartsWith("there is no public key in", Refused(new PackageMaker(Key)));
    }

    [Fact]
    public void Content_that_was_changed_is_refused() => Assert.Equal(
        "hotaru has another SHA-256 than its manifest says", Refused(new PackageMaker(Key)
        {
            Entry = e => e.Name == "hotaru" ? PackageMaker.Plain("hotaru", "evil"u8.ToArray()) : e,
        }));

    [Fact]
    public void Content_that_is_longer_than_it_says_is_refused() => Assert.Equal(
        "hotaru is not what its manifest says", Refused(new PackageMaker(Key)
        {
            Entry = e => e.Name == "hotaru" ? PackageMaker.Plain("hotaru", new byte[100]) : e,
        }));

    [Fact]
    public void A_file_that_the_manifest_does_not_name_is_refused() => Assert.Equal(
        "../evil is not in its MANIFEST", Refused(new PackageMaker(Key)
        {
            Entry = e => e.Name == "hotaru" ? PackageMaker.Plain("../evil", [1]) : e,
        }));

    [Fact]
    public void A_link_is_refused() => Assert.Equal(
        "hotaru is not what its manifest says", Refused(new PackageMaker(Key)
        {
            Entry = e => e.Name == "hotaru"
                ? new UstarTarEntry(TarEntryType.SymbolicLink, "hotaru") { LinkName = "/bin/sh" } : e,
        }));

    [Theory]
    [InlineData("../evil")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../evil")]
    [InlineData(".hidden")]
    [InlineData("a//b")]
    [InlineData("a b")]
    public void A_signed_name_that_leads_out_is_refused_all_the_same(string name)
    {
        var path = new PackageMaker(Key).Make(
            _directory.File("p.tar.gz"), "1.1.0", ("hotaru", "good"), (name, "evil"));
        var refused = Assert.Throws<UpdateRefusedException>(() => Open(path));
        Assert.Equal($"MANIFEST: \"{name}\" is not a name that is unpacked", refused.Message);
    }

    [Theory]
    [InlineData("version 1.1.0", "version ../1", "MANIFEST: \"../1\" is not a version")]
    [InlineData("version 1.1.0", "", "MANIFEST: \"version\" is missing")]
    [InlineData(" 0755 ", " 4755 ", "MANIFEST: mode 4755 of hotaru; only 0644 and 0755 are taken")]
    [InlineData(" 4 ", " 999999999 ", "MANIFEST: more than 256 MB unpacked")]
    [InlineData("0755 hotaru", "0755 program", "MANIFEST: it has no hotaru")]
    [InlineData("release 1", "release 2",
        "MANIFEST: it is no release that this Hotaru can read (hotaru-release 1)")]
    public void A_manifest_that_asks_for_too_much_is_refused(string was, string becomes, string why) =>
        Assert.Equal(why, Refused(new PackageMaker(Key) { Manifest = m => m.Replace(was, becomes) }));

    [Fact]
    public void A_file_that_is_no_archive_is_told_from_one_that_is_on_its_way()
    {
        var path = _directory.Write("p.tar.gz", "no archive at all");
        Assert.Throws<CutOffException>(() => Open(path));
    }

    [Fact]
    public void Wherever_it_is_cut_off_nothing_else_is_said()
    {
        var path = new PackageMaker(Key).Make(_directory.File("p.tar.gz"), "1.1.0");
        var whole = File.ReadAllBytes(path);
        // What is behind the last file are zeros and a checksum, which nothing depends on.
        for (var length = 0; length < whole.Length - 60; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<CutOffException>(() => Open(path));
        }
    }

    public void Dispose() => _directory.Dispose();

    private string Mode(string name)
    {
        using var process = Process.Start(new ProcessStartInfo("stat", ["-c", "%A", _directory.File(name)])
        {
            RedirectStandardOutput = true,
        })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }

    private string Refused(PackageMaker maker) =>
        Assert.Throws<UpdateRefusedException>(() => Unpack(maker)).Message;

    private void Unpack(PackageMaker maker) => Open(maker.Make(_directory.File("p.tar.gz"), "1.1.0"));

    private void Open(string path)
    {
        var output = _directory.File("out");
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        Directory.CreateDirectory(output);
        using var package = ReleasePackage.Open(path, new TrustedKeys(_directory.File("keys")));
        package.Unpack(output);
    }
}
