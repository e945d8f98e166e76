using System.Diagnostics;
using Hotaru.Appliance.Systemd;
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
        var (code, said) = await RunAsync("setup");
        Assert.True(code == 0, said);
    }

    /// <summary>Somebody chose a token on the page; gives back how hotaru-claim.service ended.</summary>
    public Task<(int Code, string Said)> ClaimAsync(string token)
    {
        Directory.CreateDirectory(PathOf("var/lib/hotaru/claim"));
        new ClaimRequest(PathOf("var/lib/hotaru/claim")).Write(token);
        return RunAsync("claim");
    }

    public void Dispose() => _root.Dispose();

    private async Task<(int Code, string Said)> RunAsync(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "sh", [Path.Combine(Image, "files/usr/lib/hotaru", program), _root.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        var complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal("", complaint);
        return (process.ExitCode, said);
    }
}
