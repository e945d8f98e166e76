using System.Diagnostics;
using System.Net;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.CommandLine.JobRun;

/// <summary>The wrapper as a real process, against monitors that are there, dead, slow or lying.</summary>
public sealed class JobRunTests : IAsyncDisposable
{
    private readonly TempDirectory _state = new();
    private readonly PingListener _monitor = PingListener.Start();

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        _state.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(255)]
    public async Task Exit_code_and_output_are_the_commands_own(int code)
    {
        var result = await RunAsync(_monitor.Url, $"echo out; echo err >&2; exit {code}");
        Assert.Equal((code, "out\n", "err\n"), result);
        var pings = _monitor.Pings;
        Assert.Equal(["/ping/nightly/start", $"/ping/nightly/{code}"], pings.Select(p => p.Path));
        Assert.Equal("out\nerr\n", string.Concat(pings[1].Body.Split('\n').OrderDescending()
            .Where(l => l.Length > 0).Select(l => l + "\n")));
        Assert.Single(pings.Select(p => p.RunId).Distinct());
    }

    [Fact]
    public async Task A_dead_monitor_does_not_touch_the_job_and_hears_of_it_later()
    {
        var dead = await RunAsync("http://127.0.0.1:1", "echo out; exit 3");
        Assert.Equal((3, "out\n", ""), dead);
        await RunAsync(_monitor.Url, "true");
        Assert.Equal(
            ["/ping/nightly/start", "/ping/nightly/start", "/ping/nightly/3", "/ping/nightly/0"],
            _monitor.Pings.Select(p => p.Path));
    }

    [Fact]
    public async Task A_lying_monitor_does_not_touch_the_job()
    {
        _monitor.Answer = HttpStatusCode.InternalServerError;
        Assert.Equal((0, "out\n", ""), await RunAsync(_monitor.Url, "echo out"));
    }

    [Fact]
    public async Task A_signal_reaches_the_command()
    {
        using var process =
            Start(_monitor.Url, "trap 'echo got; exit 9' TERM; echo ready; sleep 20 >/dev/null 2>&1 & wait");
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        using (var kill =
            Process.Start("/bin/kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        Assert.Equal("got", await process.StandardOutput.ReadLineAsync());
        await process.WaitForExitAsync();
        Assert.Equal(9, process.ExitCode);
        await _monitor.UntilAsync(p => p.Path == "/ping/nightly/9");
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_127_as_in_a_shell()
    {
        using var process = StartBinary(_monitor.Url, "job", "run", "nightly", "--", "/no/such/command");
        await process.WaitForExitAsync();
        Assert.Equal(127, process.ExitCode);
        Assert.Equal("/ping/nightly/127", Assert.Single(_monitor.Pings).Path);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(string url, string script)
    {
        using var process = Start(url, script);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    private Process Start(string url, string script) =>
        StartBinary(url, "job", "run", "nightly", "--", "sh", "-c", script);

    private Process StartBinary(string url, params string[] arguments)
    {
        var binary = ApplianceProcess.Binary();
        var start = new ProcessStartInfo(binary[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOTARU_URL"] = url, ["XDG_STATE_HOME"] = _state.Path },
        };
        foreach (var argument in binary.Skip(1).Concat(arguments)) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
