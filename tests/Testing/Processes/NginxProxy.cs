using System.Diagnostics;
using System.Net.Http;
using System.Text.RegularExpressions;

namespace Hotaru.Testing;

/// <summary>
/// Real nginx with the shipped nginx/hotaru.conf in front of an appliance; only the ports are changed. Tests
/// that
/// use it carry <c>[FactWith("nginx")]</c>.
/// </summary>
public sealed partial class NginxProxy : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private Process? _process;

    private NginxProxy(int port) => Port = port;

    public int Port { get; }

    public Uri Root => new($"http://127.0.0.1:{Port}/");

    public Uri Prometheus => new(Root, "prometheus/");

    public Uri Pushgateway => new(Root, "pushgateway/");

    public Uri Alertmanager => new(Root, "alertmanager/");

    public static async Task<NginxProxy> StartAsync(ApplianceProcess appliance)
    {
        var proxy = new NginxProxy(ApplianceProcess.FreePorts(1)[0]);
        await proxy.RunAsync(appliance);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _directory.Dispose();
    }

    private async Task RunAsync(ApplianceProcess appliance)
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "nginx", "hotaru.conf"));
        var site = Listen().Replace(shipped, "")
            .Replace(":9090", $":{appliance.PrometheusPort}", StringComparison.Ordinal)
            .Replace(":9091", $":{appliance.PushgatewayPort}", StringComparison.Ordinal)
            .Replace(":9093", $":{appliance.AlertmanagerPort}", StringComparison.Ordinal)
            .Replace(":9100", $":{appliance.NodePort}", StringComparison.Ordinal);
        site = ServerOpening().Replace(site, $"server {{\n    listen 127.0.0.1:{Port};\n", 1);
        var path = _directory.Path;
        _directory.Write("site.conf", site);
        var main = _directory.Write("nginx.conf", $$"""
            daemon off;
            user root;
            worker_processes 1;
            pid {{path}}/nginx.pid;
            error_log {{path}}/error.log;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path {{path}}/body;
                proxy_temp_path {{path}}/proxy;
                fastcgi_temp_path {{path}}/fastcgi;
                uwsgi_temp_path {{path}}/uwsgi;
                scgi_temp_path {{path}}/scgi;
                include {{path}}/site.conf;
            }
            """);
        _process = Process.Start(Needs.ProgramPath("nginx")!, ["-c", main, "-p", path])
            ?? throw new InvalidOperationException("nginx did not start");
        await WaitUntilListeningAsync(path);
    }

    private async Task WaitUntilListeningAsync(string path)
    {
        using var client = new HttpClient();
        for (var attempt = 0; attempt < 500; attempt++)
        {
            if (_process!.HasExited) break;
            try
            {
                using var answer = await client.GetAsync(Root);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }

        throw new InvalidOperationException("nginx is not up:\n" + File.ReadAllText(path + "/error.log"));
    }

    [GeneratedRegex(@"^\s*listen\s+[^;]*;[^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Listen();

    [GeneratedRegex(@"server\s*\{\s*\n")]
    private static partial Regex ServerOpening();
}
