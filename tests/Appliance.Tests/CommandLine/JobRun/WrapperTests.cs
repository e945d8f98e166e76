using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.CommandLine.JobRun;

/// <summary>
/// Both wrappers as real processes, against monitors that are there, dead, slow and lying: the command's
/// output, exit code and signals are its own.
/// </summary>
public sealed class WrapperTests : IAsyncDisposable
{
    private readonly TempDirectory _state = new();
    private readonly PingListener _monitor = PingListener.Start();

    /// <summary>What runs here; the others are reported by <see cref="Shells_that_are_not_here"/>.</summary>
    public static TheoryData<string> Kinds =>
        [.. new[] { "hotaru", "dash", "bash", "busybox" }.Where(kind => Wrapper.Missing(kind) is null)];

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        _state.Dispose();
    }

    [FactWith("dash", "bash", "busybox", "curl")]
    public void Shells_that_are_not_here() => Assert.Equal(4, Kinds.Count);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Output_and_exit_code_are_the_commands_own_and_are_told(string kind)
    {
        var result = await RunAsync(kind, _monitor.Url, "echo out; echo err >&2; exit 7");
        Assert.Equal((7, "out\n", "err\n"), result);
        var pings = _monitor.Pings;
        Assert.Equal(["/ping/nightly/start", "/ping/nightly/7"], pings.Select(p => p.Path));
        Assert.Equal(
            ["err", "out"], pings[1].Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
        Assert.Single(pings.Select(p => p.RunId).Distinct());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Input_is_the_commands_and_every_byte_of_a_long_output_passes(string kind)
    {
        using var process = Wrapper.Start(
            kind, _monitor.Url, _state.Path, "sh", "-c", "cat; head -c 3000000 /dev/zero | tr '\\0' x");
        await process.StandardInput.WriteAsync("hello");
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.StartsWith("hellox", output, StringComparison.Ordinal);
        Assert.Equal(3_000_005, output.Length);
        Assert.InRange(_monitor.Pings[^1].Body.Length, 1, 10_000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_dead_monitor_is_not_noticed_and_hears_of_it_later(string kind)
    {
        Assert.Equal((3, "out\n", ""), await RunAsync(kind, "http://127.0.0.1:1", "echo out; exit 3"));
        await RunUntilToldAsync(kind, "/ping/nightly/3");
        var paths = _monitor.Pings.Select(p => p.Path)
            .Where(p => !p.EndsWith("/log", StringComparison.Ordinal));
        Assert.Equal(
            ["/ping/nightly/start", "/ping/nightly/start", "/ping/nightly/3", "/ping/nightly/0"], paths);
        Assert.Equal("out\n", _monitor.Pings.Single(p => p.Path == "/ping/nightly/3").Body);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_one_wrapper_kept_the_other_brings(string kind)
    {
        await RunAsync(kind, "http://127.0.0.1:1", "exit 4");
        var other = kind == "hotaru" ? "bash" : "hotaru";
        if (Wrapper.Missing(other) is not null) return;
        await RunUntilToldAsync(other, "/ping/nightly/4");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_lying_monitor_does_not_touch_the_job_and_is_not_believed(string kind)
    {
        _monitor.Answer = HttpStatusCode.NotFound;
        Assert.Equal((5, "out\n", ""), await RunAsync(kind, _monitor.Url, "echo out; exit 5"));
        var before = _monitor.Pings.Count;
        _monitor.Answer = HttpStatusCode.OK;
        await RunUntilToldAsync(kind, "/ping/nightly/5", before);
        var ends = _monitor.Pings.Skip(before).Select(p => p.Path)
            .Where(p => p is "/ping/nightly/5" or "/ping/nightly/0");
        Assert.Equal(["/ping/nightly/5", "/ping/nightly/0"], ends);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_monitor_that_never_answers_holds_the_end_up_for_a_few_seconds_only(string kind)
    {
        // It takes the connection and says nothing.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal((6, "out\n", "err\n"), await RunAsync(kind, url, "echo out; echo err >&2; exit 6"));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Wrapper.LongestHold);
        await RunUntilToldAsync(kind, "/ping/nightly/6");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Signals_reach_the_command_and_its_answer_counts(string kind)
    {
        foreach (var (signal, code) in new[] { ("TERM", 9), ("INT", 8), ("HUP", 7) })
        {
            using var process = Wrapper.Start(kind, _monitor.Url, _state.Path, "sh", "-c",
                $"trap 'echo got; exit {code}' {signal}; echo ready; while :; do sleep 0.1; done");
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
            await Wrapper.SignalAsync(process, signal);
            Assert.Equal("got", await process.StandardOutput.ReadLineAsync().WaitAsync(Wrapper.LongestHold));
            await process.WaitForExitAsync();
            Assert.Equal(code, process.ExitCode);
            await _monitor.UntilAsync(p => p.Path == $"/ping/nightly/{code}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_command_that_was_killed_or_is_not_there_ends_as_in_a_shell(string kind)
    {
        Assert.Equal((137, "", ""), await RunAsync(kind, _monitor.Url, "kill -9 $$"));
        using var process = Wrapper.Start(kind, _monitor.Url, _state.Path, "/no/such/command");
        await process.WaitForExitAsync();
        Assert.Equal(127, process.ExitCode);
        await _monitor.UntilAsync(p => p.Path == "/ping/nightly/127");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_the_command_left_running_does_not_hold_the_end_up_for_long(string kind)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Wrapper.Start(
            kind, _monitor.Url, _state.Path, "sh", "-c", "(sleep 30; echo late) & echo left; exit 2");
        Assert.Equal("left", await process.StandardOutput.ReadLineAsync());
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Wrapper.LongestHold);
    }

    [FactWith("dash", "curl")]
    public async Task The_script_tells_what_was_printed_while_the_command_runs()
    {
        using var process = Wrapper.Start(
            "dash", _monitor.Url, _state.Path, "sh", "-c", "echo first; sleep 3; echo second");
        await _monitor.UntilAsync(p => p.Path == "/ping/nightly/log" && p.Body == "first\n");
        await process.WaitForExitAsync();
        Assert.Equal("second\n", _monitor.Pings[^1].Body);
    }

    /// <summary>A later run, for as long as it takes until what an earlier one kept has come.</summary>
    /// <param name="before">How many pings had come when it was not told yet.</param>
    private async Task RunUntilToldAsync(string kind, string path, int before = 0)
    {
        using var process = Wrapper.Start(kind, _monitor.Url, _state.Path, "sh", "-c", "cat");
        await _monitor.UntilAsync(() => _monitor.Pings.Skip(before).Any(p => p.Path == path));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(string kind, string url, string script) =>
        Wrapper.RunAsync(kind, url, _state.Path, script);
}
