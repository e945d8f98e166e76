using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Hotaru.Testing;
using Xunit.Abstractions;

namespace Hotaru.Node.Tests;

/// <summary>
/// Everything that Debian's node_exporter tells of this machine is told here too, or is named below.
/// </summary>
public sealed partial class PeerComparisonTests(ITestOutputHelper output)
{
    /// <summary>What is left out on purpose: families by prefix, and why.</summary>
    private static readonly (string Prefix, string Why)[] LeftOut =
    [
        ("go_", "of the Go runtime"),
        ("promhttp_", "of the Go HTTP handler"),
    ];

    /// <summary>
    /// Collectors of hardware and file systems that are left out, and one that needs D-Bus.
    /// </summary>
    private static readonly HashSet<string> CollectorsLeftOut =
    [
        "bcache", "bonding", "btrfs", "fibrechannel", "infiniband", "ipvs", "nfs", "nfsd", "systemd",
        "tapestats",
        "xfs", "zfs",
    ];

    [FactWith("prometheus-node-exporter")]
    public async Task Every_name_type_and_label_set_of_the_peer_is_ours_too()
    {
        var port = ApplianceProcess.FreePorts(1)[0];
        using var peer = Process.Start(new ProcessStartInfo(
            "prometheus-node-exporter", [$"--web.listen-address=127.0.0.1:{port}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        peer.OutputDataReceived += (_, _) => { };
        peer.ErrorDataReceived += (_, _) => { };
        peer.BeginOutputReadLine();
        peer.BeginErrorReadLine();
        try
        {
            var theirs = await ReadAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
            var ours = Ours();

            var missing = Shapes(theirs).Where(shape => !IsLeftOut(shape)).Except(Shapes(ours)).Order()
                .ToList();
            output.WriteLine($"{Shapes(theirs).Count} of theirs, {Shapes(ours).Count} of ours");
            Assert.True(missing.Count == 0, "missing:\n" + string.Join('\n', missing));
        }
        finally
        {
            peer.Kill();
            await peer.WaitForExitAsync();
        }
    }

    private static bool IsLeftOut(string shape) =>
        LeftOut.Any(l => shape.StartsWith(l.Prefix, StringComparison.Ordinal))
        || CollectorsLeftOut.Any(c => shape.Contains($"collector=\"{c}\"", StringComparison.Ordinal))
        || shape.StartsWith("node_exporter_build_info", StringComparison.Ordinal);

    private static async Task<string> ReadAsync(Uri uri)
    {
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await client.GetStringAsync(uri);
            }
            catch (HttpRequestException) when (attempt < 200)
            {
                await Task.Delay(50);
            }
        }
    }

    private static string Ours()
    {
        var clock = new ClockTrust(new NodeOptions(), new LinuxFiles());
        var buffer = new ArrayBufferWriter<byte>();
        NodeExporter.Create(new NodeOptions(), clock, TimeProvider.System).WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>
    /// "name type {labels}", where the values of labels that may change between two scrapes are left out.
    /// </summary>
    private static HashSet<string> Shapes(string text)
    {
        var shapes = new HashSet<string>(StringComparer.Ordinal);
        var type = "";
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) type = line.Split(' ')[3];
            if (line.StartsWith('#')) continue;
            var series = line[..line.LastIndexOf(' ')];
            var brace = series.IndexOf('{');
            var labels = brace < 0 ? ""
                : string.Join(',', Pair().Matches(series[brace..]).Select(m => m.Value).Order());
            shapes.Add($"{(brace < 0 ? series : series[..brace])} {type} {{{labels}}}");
        }

        return shapes;
    }

    [GeneratedRegex("""[a-zA-Z_]\w*="(?:[^"\\]|\\.)*" ?""")]
    private static partial Regex Pair();
}
