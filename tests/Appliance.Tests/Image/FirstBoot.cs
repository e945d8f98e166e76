using System.Diagnostics;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Image;

/// <summary>
/// The card as the first start finds it, in a directory: image/files' setup runs on it as on the machine,
/// only without mounts.
/// </summary>
internal sealed class FirstBoot : IDisposable
{
    private static readonly string Image = Path.Combine(RepositoryRoot.Path, "image");
    private readonly TempDirectory _root = new();

    public FirstBoot()
    {
        foreach (var zone in new[] { "UTC", "Europe/Berlin" })
        {
            var path = PathOf("usr/share/zoneinfo/" + zone);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        Directory.CreateDirectory(PathOf("boot/firmware"));
        Toml = File.ReadAllText(Path.Combine(Image, "appliance.toml"));
    }

    /// <summary>appliance.toml, at first as it is shipped.</summary>
    public string Toml { get; set; }

    public string PathOf(string file) => _root.File(file);

    public string Read(string file) => File.ReadAllText(PathOf(file));

    public bool Has(string file) => Path.Exists(PathOf(file));

    /// <summary>What a person finds beside appliance.toml afterwards.</summary>
    public string Report =>
        Read("boot/firmware/setup-report.txt").Replace("\r", "", StringComparison.Ordinal);

    public async Task StartAsync()
    {
        await File.WriteAllTextAsync(PathOf("boot/firmware/appliance.toml"), Toml);
        using var setup = Process.Start(new ProcessStartInfo(
            "sh", [Path.Combine(Image, "files/usr/lib/hotaru/setup"), _root.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await setup.StandardOutput.ReadToEndAsync();
        var complaint = await setup.StandardError.ReadToEndAsync();
        await setup.WaitForExitAsync();
        Assert.True(setup.ExitCode == 0 && complaint.Length == 0, said + complaint);
    }

    public void Dispose() => _root.Dispose();
}
