using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Testing;

/// <summary>
/// The real process, started from the build of src/Appliance (or from the binary that $HOTARU names) with its
/// four
/// listeners on free ports and a data directory that outlives a restart.
/// </summary>
public sealed class ApplianceProcess : IAsyncDisposable
{
    private readonly StringBuilder _output = new();
    private readonly TempDirectory? _ownDirectory;
    private readonly string[] _extraArguments;
    private Process? _process;

    private ApplianceProcess(string? directory, string[] extraArguments)
    {
        _ownDirectory = directory is null ? new TempDirectory() : null;
        WorkDirectory = directory ?? _ownDirectory!.Path;
        _extraArguments = extraArguments;
        var ports = FreePorts(4);
        (PrometheusPort, PushgatewayPort, AlertmanagerPort, NodePort) =
            (ports[0], ports[1], ports[2], ports[3]);
    }

    /// <summary>
    /// The working directory: configuration files here are found under their default names.
    /// </summary>
    public string WorkDirectory { get; }

    public int PrometheusPort { get; }

    public int PushgatewayPort { get; }

    public int AlertmanagerPort { get; }

    public int NodePort { get; }

    public Uri Prometheus => new($"http://127.0.0.1:{PrometheusPort}/");

    public Uri Pushgateway => new($"http://127.0.0.1:{PushgatewayPort}/");

    public Uri Alertmanager => new($"http://127.0.0.1:{AlertmanagerPort}/");

    public Uri Node => new($"http://127.0.0.1:{NodePort}/");

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("not running");

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Ports and directory are chosen, nothing runs yet: write configuration files first.</summary>
    public static ApplianceProcess Prepare(string? directory = null, params string[] extraArguments) =>
        new(directory, extraArguments);

    public static async Task<ApplianceProcess> StartAsync(string? directory =
        null, params string[] extraArguments)
    {
        var appliance = Prepare(directory, extraArguments);
        await appliance.StartAsync();
        return appliance;
    }

    /// <summary>Starts the process and waits until it is ready (at most 60 s).</summary>
    public async Task StartAsync()
    {
        var (file, arguments) = Command();
        var start = new ProcessStartInfo(file)
        {
            WorkingDirectory = WorkDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync(_process);
    }

    /// <summary>SIGKILL: no chance to write anything.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (_process is null) return 0;
        using (var kill =
            Process.Start("/bin/kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        var code = _process.ExitCode;
        _process.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _ownDirectory?.Dispose();
    }

    /// <summary>The command that runs the built binary, without arguments of its own.</summary>
    public static string[] Binary()
    {
        if (Environment.GetEnvironmentVariable("HOTARU") is { Length: > 0 } binary) return [binary];
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal)
            ? "Release"
            : "Debug";
        var built = Path.Combine(
            RepositoryRoot.Path, "src", "Appliance", "bin", configuration, "net10.0", "hotaru.dll");
        return ["dotnet", built];
    }

    public static int[] FreePorts(int count)
    {
        var listeners =
            Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }

    private (string File, IReadOnlyList<string> Arguments) Command()
    {
        var binary = Binary();
        string[] listen =
        [
            "--listen.prometheus", $"127.0.0.1:{PrometheusPort}",
            "--listen.pushgateway", $"127.0.0.1:{PushgatewayPort}",
            "--listen.alertmanager", $"127.0.0.1:{AlertmanagerPort}",
            "--listen.node", $"127.0.0.1:{NodePort}",
        ];
        return (binary[0], [.. binary[1..], "serve", .. listen, .. _extraArguments]);
    }

    private async Task WaitUntilReadyAsync(Process process)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited) throw new InvalidOperationException($"hotaru ended:\n{Output}");
            try
            {
                using var answer = await client.GetAsync(new Uri(Prometheus, "-/ready"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"hotaru was not ready within 60 s:\n{Output}");
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }
}
