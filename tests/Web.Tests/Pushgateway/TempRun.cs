namespace Hotaru.Web.Tests.Pushgateway;

public sealed class TempRun
{
    [Fact]
    public async Task Serve()
    {
        if (Environment.GetEnvironmentVariable("PUSH_SERVE") is not { } file) return;
        await using var host = await PushHost.StartAsync();
        await File.WriteAllTextAsync(file, host.Url);
        while (File.Exists(file)) await Task.Delay(200);
    }
}
