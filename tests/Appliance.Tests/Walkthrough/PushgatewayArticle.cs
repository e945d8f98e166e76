using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Walkthrough;

/// <summary>
/// The set-up of the Pushgateway article: its four nginx prefixes, its prometheus.yml and its rules, with
/// seconds
/// where the article has minutes, and one mail receiver.
/// </summary>
internal sealed class PushgatewayArticle : IAsyncDisposable
{
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(10) };

    private PushgatewayArticle(ApplianceProcess appliance, SmtpReceiver mail)
    {
        Appliance = appliance;
        Mail = mail;
    }

    public ApplianceProcess Appliance { get; }

    public SmtpReceiver Mail { get; }

    public NginxProxy Nginx { get; private set; } = null!;

    public static async Task<PushgatewayArticle> StartAsync()
    {
        var mail = SmtpReceiver.Start();
        var article = new PushgatewayArticle(ApplianceProcess.Prepare(), mail);
        article.WriteFiles();
        await article.Appliance.StartAsync();
        article.Nginx = await NginxProxy.StartAsync(article.Appliance);
        return article;
    }

    /// <summary><c>echo "TEXT" | curl --data-binary @- URL</c>, as the article has it.</summary>
    public async Task CurlAsync(string text, string path)
    {
        var start = new ProcessStartInfo("curl")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
                { "-sS", "--fail-with-body", "--data-binary", "@-", new Uri(Nginx.Root, path).ToString() },
        };
        using var curl = Process.Start(start)!;
        await curl.StandardInput.WriteAsync(text + "\n");
        curl.StandardInput.Close();
        var answer = await curl.StandardOutput.ReadToEndAsync();
        await curl.WaitForExitAsync();
        Assert.True(curl.ExitCode == 0, $"curl ended with {curl.ExitCode}: {answer}");
    }

    /// <summary>
    /// Runs Debian's python3 with the official client; the gateway's URL is its first argument.
    /// </summary>
    public async Task PythonAsync(string program)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            RedirectStandardError = true,
            ArgumentList = { "-c", program, new Uri(Nginx.Root, "pushgateway").ToString() },
        };
        using var python = Process.Start(start)!;
        var errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.True(python.ExitCode == 0, errors);
    }

    /// <summary>The result of an instant query, asked through the /prometheus/ prefix.</summary>
    public async Task<JsonElement> QueryAsync(string expression)
    {
        var url = new Uri(Nginx.Prometheus, $"api/v1/query?query={Uri.EscapeDataString(expression)}");
        using var document = JsonDocument.Parse(await _client.GetStringAsync(url));
        return document.RootElement.GetProperty("data").GetProperty("result").Clone();
    }

    /// <summary>The value of a query that has one series, or null where it has none.</summary>
    public async Task<double?> ValueAsync(string expression)
    {
        var result = await QueryAsync(expression);
        if (result.GetArrayLength() == 0) return null;
        return double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The lamp's state as the API tells it.</summary>
    public async Task<string> LampAsync()
    {
        var url = new Uri(Nginx.Prometheus, "api/hotaru/v1/indicator");
        using var document = JsonDocument.Parse(await _client.GetStringAsync(url));
        return document.RootElement.GetProperty("state").GetString()!;
    }

    /// <summary>
    /// Active alerts by name with their state, firing before pending: CronJobFailed -> firing.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> AlertsAsync()
    {
        using var document = JsonDocument.Parse(
            await _client.GetStringAsync(new Uri(Nginx.Prometheus, "api/v1/alerts")));
        return document.RootElement.GetProperty("data").GetProperty("alerts").EnumerateArray()
            .GroupBy(a => a.GetProperty("labels").GetProperty("alertname").GetString()!)
            .ToDictionary(g => g.Key, g => g.Min(a => a.GetProperty("state").GetString())!);
    }

    /// <summary>Waits until something holds, and says what was not so after 20 s.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(20))
        {
            if (await holds()) return;
            await Task.Delay(50);
        }

        var subjects = string.Join('\n', Mail.Messages.Select(m => m.Subject));
        Assert.Fail($"after 20 s: {what} does not hold. Mails:\n{subjects}\nOutput:\n{Appliance.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (Nginx is not null) await Nginx.DisposeAsync();
        await Appliance.DisposeAsync();
        await Mail.DisposeAsync();
    }

    private void WriteFiles()
    {
        var directory = Appliance.WorkDirectory;
        File.WriteAllText(Path.Combine(directory, "prometheus.yml"), $"""
            global:
              scrape_interval:     1s
              evaluation_interval: 1s
            rule_files:
              - rules.yml
            alerting:
              alertmanagers:
                - static_configs:
                  - targets: ['localhost:{Appliance.AlertmanagerPort}']
            scrape_configs:
              - job_name: 'prometheus'
                static_configs:
                - targets: ['localhost:{Appliance.PrometheusPort}']
              - job_name: 'node'
                static_configs:
                - targets: ['localhost:{Appliance.NodePort}']
              - job_name: 'pushgateway'
                honor_labels: true
                static_configs:
                - targets: ['localhost:{Appliance.PushgatewayPort}']
            """);
        File.WriteAllText(Path.Combine(directory, "rules.yml"), """
            groups:
              - name: instance
                rules:
                - alert: InstanceDown
                  expr: up == 0
                  for: 1m
              - name: pushgateway
                rules:
                - alert: CronJobNotScheduled
                  expr: time() - push_time_seconds{job="sample_job"} > 4
                - alert: CronJobFailed
                  expr: random_value{job="sample_job"} > 0.5
                  for: 2s
                - alert: JobExitCode
                  expr: exit_code != 0
            """);
        File.WriteAllText(Path.Combine(directory, "alertmanager.yml"), $"""
            global:
              smtp_smarthost: '127.0.0.1:{Mail.Port}'
              smtp_from: example@example.org
              smtp_require_tls: false
            route:
              receiver: example-email
              group_by: [alertname]
              group_wait: 1s
              group_interval: 2s
            receivers:
              - name: example-email
                email_configs:
                  - to: example@example.org
                    send_resolved: true
            """);
    }
}
