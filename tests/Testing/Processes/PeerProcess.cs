using System.Diagnostics;
using System.Text;

namespace Hotaru.Testing;

/// <summary>One of the peers' servers, with its data in a directory that outlives a restart.</summary>
public sealed class PeerProcess : IAsyncDisposable
{
    private readonly StringBuilder _output = new();
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly Uri _ready;
    private Func<HttpClient> _client = () => new HttpClient();
    private Process? _process;

    private PeerProcess(string program, string[] arguments, Uri address, string readyPath) =>
        (_program, _arguments, Address, _ready) = (program, arguments, address, new Uri(address, readyPath));

    public Uri Address { get; }

    /// <summary>Debian's prometheus with a configuration file, taking remote write.</summary>
    public static async Task<PeerProcess> PrometheusAsync(string directory, string configuration)
    {
        var port = ApplianceProcess.FreePorts(1)[0];
        var file = Path.Combine(directory, "peer.yml");
        await File.WriteAllTextAsync(file, configuration);
        var peer = new PeerProcess(
            "/usr/bin/prometheus",
            [
                $"--config.file={file}", $"--storage.tsdb.path={Path.Combine(directory, "peer")}",
                $"--web.listen-address=127.0.0.1:{port}", "--web.enable-remote-write-receiver",
            ],
            new Uri($"http://127.0.0.1:{port}/"), "-/ready");
        await peer.StartAsync();
        return peer;
    }

    /// <summary>Debian's victoria-metrics.</summary>
    public static async Task<PeerProcess> VictoriaMetricsAsync(string directory)
    {
        var port = ApplianceProcess.FreePorts(1)[0];
        var peer = new PeerProcess(
            "/usr/bin/victoria-metrics",
            [
                $"-storageDataPath={Path.Combine(directory, "victoria")}", "-retentionPeriod=100y",
                $"-httpListenAddr=127.0.0.1:{port}", "-search.latencyOffset=0s", "-memory.allowedBytes=128MB",
            ],
            new Uri($"http://127.0.0.1:{port}/"), "health");
        await peer.StartAsync();
        return peer;
    }

    /// <summary>Debian's prometheus-node-exporter.</summary>
    public static async Task<PeerProcess> NodeExporterAsync()
    {
        var port = ApplianceProcess.FreePorts(1)[0];
        var peer = new PeerProcess(
            "/usr/bin/prometheus-node-exporter", [$"--web.listen-address=127.0.0.1:{port}"],
            new Uri($"http://127.0.0.1:{port}/"), "metrics");
        await peer.StartAsync();
        return peer;
    }

    /// <summary>Debian's prometheus-alertmanager behind TLS and a password; nothing runs yet.</summary>
    /// <param name="web">Its web.yml, in whose folder the certificate is.</param>
    /// <param name="client">Asks whether it is ready.</param>
    public static PeerProcess SecureAlertmanager(string directory, string web, Func<HttpClient> client)
    {
        var port = ApplianceProcess.FreePorts(1)[0];
        var file = Path.Combine(directory, "peer-am.yml");
        File.WriteAllText(file, "route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n");
        var webFile = Path.Combine(directory, "web.yml");
        File.WriteAllText(webFile, web);
        return new PeerProcess(
            "/usr/bin/prometheus-alertmanager",
            [
                $"--config.file={file}", $"--storage.path={Path.Combine(directory, "peer-am")}",
                $"--web.listen-address=127.0.0.1:{port}", $"--web.config.file={webFile}",
                "--cluster.listen-address=",
            ],
            new Uri($"https://127.0.0.1:{port}/"), "-/ready")
        { _client = client };
    }

    /// <summary>Starts it and waits until it answers (at most 60 s).</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(_program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in _arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{_program} did not start");
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = _client();
        client.Timeout = TimeSpan.FromSeconds(5);
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60))
        {
            if (_process.HasExited) throw new InvalidOperationException($"{_program} ended:\n{Output}");
            try
            {
                using var answer = await client.GetAsync(_ready);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"{_program} was not ready within 60 s:\n{Output}");
    }

    /// <summary>SIGTERM: it may write what it has.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        using (var kill = Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
