using System.Diagnostics;
using System.Net.Http;
using Hotaru.Testing;
using Xunit.Abstractions;

namespace Hotaru.Appliance.Tests.Deployment;

/// <summary>What build-arm.sh leaves behind is started before it is believed.</summary>
public sealed class PublishTests(ITestOutputHelper output)
{
    /// <summary>
    /// The four programs of the field take 99 MB; the goal is half of that. What grows the file is mostly
    /// precompiled code.
    /// </summary>
    private const long MostBytes = 53_000_000;

    [FactWith("bash", "od")]
    public async Task The_script_publishes_for_this_machine_and_what_it_published_runs()
    {
        using var directory = new TempDirectory();
        var (code, said) = await BuildAsync("--rid", "linux-x64", "--output", directory.File("out"));
        output.WriteLine(said);
        Assert.True(code == 0, said);
        var size = new DirectoryInfo(directory.File("out")).EnumerateFiles().Sum(file => file.Length);
        Assert.True(size <= MostBytes, $"{size} bytes");

        var ports = ApplianceProcess.FreePorts(2);
        Directory.CreateDirectory(directory.File("work"));
        using var hotaru = Process.Start(new ProcessStartInfo(
            directory.File("out/hotaru"),
            [
                "serve", "--data", directory.File("work/data"), "--listen.prometheus",
                    $"127.0.0.1:{ports[0]}",
                "--listen.node", $"127.0.0.1:{ports[1]}", "--listen.pushgateway", "off",
                "--listen.alertmanager", "off",
            ])
        {
            WorkingDirectory = directory.File("work"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports[0]}/") };
            var health = await WhenItAnswersAsync(client, "api/hotaru/v1/health", hotaru);
            Assert.Contains("\"parts\":", health);
            Assert.Contains("<html", await client.GetStringAsync("/"), StringComparison.OrdinalIgnoreCase);
            Assert.Contains("node_memory_MemTotal_bytes ", await client.GetStringAsync("/node/metrics"));
            output.WriteLine($"{size >> 20} MB, {Resident(hotaru.Id)}");
        }
        finally
        {
            hotaru.Kill();
            await hotaru.WaitForExitAsync();
        }
    }

    [TheoryWith("bash", "od")]
    [InlineData("linux-arm")]
    [InlineData("linux-arm64")]
    public async Task For_arm_it_publishes_or_says_in_one_line_what_is_missing(string rid)
    {
        using var directory = new TempDirectory();
        var (code, said) = await BuildAsync("--rid", rid, "--output", directory.File("out"));
        output.WriteLine(said);

        if (code == 0) Assert.True(File.Exists(directory.File("out/hotaru")), said);
        else
        {
            Assert.Equal(1, code);
            Assert.StartsWith($"build-arm: {rid}: the runtime packs cannot be restored", Assert.Single(
                said.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [FactWith("bash")]
    public async Task A_machine_it_does_not_know_is_wrong_usage()
    {
        var (code, said) = await BuildAsync("--rid", "win-x64");
        Assert.Equal(2, code);
        Assert.StartsWith("usage: build-arm.sh", said);
    }

    private static async Task<string> WhenItAnswersAsync(HttpClient client, string path, Process process)
    {
        for (var attempt = 0; attempt < 600 && !process.HasExited; attempt++)
        {
            try
            {
                return await client.GetStringAsync(path);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }

        throw new InvalidOperationException("what was published does not answer");
    }

    private static string Resident(int process) =>
        File.ReadLines($"/proc/{process}/status")
            .First(line => line.StartsWith("VmRSS", StringComparison.Ordinal));

    private static async Task<(int Code, string Said)> BuildAsync(params string[] arguments)
    {
        var script = Path.Combine(RepositoryRoot.Path, "build-arm.sh");
        using var process = Process.Start(new ProcessStartInfo("bash", [script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }
}
