using System.Text.Json;
using Hotaru.Appliance.CommandLine;
using Hotaru.Storage;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.CommandLine;

/// <summary>Backups of a running and of a stopped appliance, and what takes them up again.</summary>
public sealed class BackupVerbTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_runs_is_copied_and_another_takes_it_up()
    {
        var copy = _directory.File("copy.db");
        await using (var first = await ApplianceProcess.StartAsync())
        {
            await PushAsync(first, 1);
            await BackupAsync(copy, "--url", first.Prometheus.ToString());
            await PushAsync(first, 2);

            // A file that is there is never written over.
            Assert.Equal(ExitCode.Failed, await Verbs.RunAsync(
                ["backup", copy, "--url", first.Prometheus.ToString()]));
        }

        await using var second = ApplianceProcess.Prepare();
        var data = Path.Combine(second.WorkDirectory, "data");
        Assert.Equal(ExitCode.Done, await Verbs.RunAsync(["restore", copy, "--data", data]));
        await second.StartAsync();
        Assert.Equal("1", await NewestAsync(second));
        using var client = new HttpClient();
        var groups = await client.GetStringAsync(new Uri(second.Pushgateway, "metrics"));
        Assert.Contains("worth{instance=\"\",job=\"j\"} 1\n", groups, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_is_copied_and_what_a_restore_replaces_is_kept()
    {
        var copy = _directory.File("copy.db");
        await using var appliance = await ApplianceProcess.StartAsync();
        var data = Path.Combine(appliance.WorkDirectory, "data");
        await PushAsync(appliance, 1);
        Assert.Equal(ExitCode.Failed, await Verbs.RunAsync(["backup", copy, "--data", data]));
        Assert.False(File.Exists(copy));

        Assert.Equal(0, await appliance.StopAsync());
        await BackupAsync(copy, "--data", data);
        await appliance.StartAsync();
        await PushAsync(appliance, 2);
        Assert.Equal(ExitCode.Failed, await Verbs.RunAsync(["restore", copy, "--data", data]));
        Assert.Equal("2", await NewestAsync(appliance));

        Assert.Equal(0, await appliance.StopAsync());
        Assert.Equal(ExitCode.Done, await Verbs.RunAsync(["restore", copy, "--data", data]));
        Assert.NotEmpty(Directory.GetFiles(data, "*" + StoreEngines.Replaced));
        await appliance.StartAsync();
        Assert.Equal("1", await NewestAsync(appliance));
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_changes_nothing()
    {
        var file = _directory.File("text");
        var data = _directory.File("data");
        await File.WriteAllTextAsync(file, "no database");
        Directory.CreateDirectory(data);
        Assert.Equal(ExitCode.Failed, await Verbs.RunAsync(["restore", file, "--data", data]));
        Assert.Equal(ExitCode.Failed, await Verbs.RunAsync(["restore", file + "-not", "--data", data]));
        Assert.Equal(ExitCode.Failed, await Verbs.RunAsync(["backup", file + "2", "--data", data]));
        Assert.Equal(
            ExitCode.Failed, await Verbs.RunAsync(["backup", file + "2", "--url", "http://127.0.0.1:1"]));
        Assert.Empty(Directory.GetFiles(data));
        Assert.Equal([file], Directory.GetFiles(_directory.Path));
    }

    private static async Task BackupAsync(string copy, string option, string value)
    {
        Assert.Equal(ExitCode.Done, await Verbs.RunAsync(["backup", copy, option, value]));
        Assert.True(File.Exists(copy));
    }

    private static async Task PushAsync(ApplianceProcess appliance, int value)
    {
        using var client = new HttpClient();
        using var body = new StringContent($"worth {value}\n");
        using var answer = await client.PutAsync(new Uri(appliance.Pushgateway, "metrics/job/j"), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<string> NewestAsync(ApplianceProcess appliance)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(
            new Uri(appliance.Prometheus, "api/v1/query?query=last_over_time(worth[1h])"));
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("data").GetProperty("result")[0].GetProperty("value")[1]
            .GetString()!;
    }
}
