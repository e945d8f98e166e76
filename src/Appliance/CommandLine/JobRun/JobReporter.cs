using System.Text;

namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// Tells the appliance of one run. Nothing here fails the job or holds it up beyond its patience.
/// </summary>
internal sealed class JobReporter(string job, PingSender sender, TimeProvider time) : IDisposable
{
    /// <summary>
    /// The longest that one ping may take, and the longest that the end of a run is held up.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Output kept for the end; the appliance keeps the tail as well.</summary>
    private const int MaxTail = 10_000;

    private readonly string _runId = Guid.NewGuid().ToString("N");
    private readonly StringBuilder _tail = new();
    private readonly Lock _lock = new();
    private int _unsent;
    private readonly CancellationTokenSource _over = new();
    private Task _reporting = Task.CompletedTask;
    private Ping? _start;

    /// <summary>The run's output as it comes; any thread.</summary>
    public void Heard(ReadOnlySpan<byte> output)
    {
        lock (_lock)
        {
            var text = Encoding.UTF8.GetString(output);
            _tail.Append(text);
            _unsent += text.Length;
            if (_tail.Length > MaxTail) _tail.Remove(0, _tail.Length - MaxTail);
        }
    }

    /// <summary>The run has begun; from now on it is told in the background.</summary>
    public void Begin()
    {
        _start = Of("/start", "");
        _reporting = ReportAsync();
    }

    /// <summary>
    /// Says how the run ended, within the patience; what does not arrive is kept for the next run of any job.
    /// </summary>
    public async Task EndAsync(int exitCode)
    {
        var end = Of($"/{exitCode}", "");
        await _over.CancelAsync();
        using var patience = new CancellationTokenSource(Patience, time);
        await _reporting.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end = end with { Body = TakeUnsent() };
        if (await TellStartAsync(patience.Token) && await sender.TrySendAsync(end, patience.Token)) return;
        if (_start is not null) sender.Keep(_start, time.GetUtcNow());
        sender.Keep(end, time.GetUtcNow());
    }

    public void Dispose() => _over.Dispose();

    /// <summary>
    /// Says that the run began, brings what earlier runs could not, then says every 15 s that the run goes on
    /// and what it printed, until it is over.
    /// </summary>
    private async Task ReportAsync()
    {
        var over = _over.Token;
        if (await TellStartAsync(CancellationToken.None)) await sender.SendKeptAsync(over);
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested || !await TellStartAsync(over)) continue;
            var printed = TakeUnsent();
            if (!await sender.TrySendAsync(Of("/log", printed), over)) PutBack(printed);
        }
    }

    private async Task<bool> TellStartAsync(CancellationToken cancellation)
    {
        if (_start is null) return true;
        if (!await sender.TrySendAsync(_start, cancellation)) return false;
        _start = null;
        return true;
    }

    private void PutBack(string printed)
    {
        lock (_lock) _unsent = Math.Min(_tail.Length, _unsent + printed.Length);
    }

    private string TakeUnsent()
    {
        lock (_lock)
        {
            var text = _tail.ToString(Math.Max(0, _tail.Length - _unsent), Math.Min(_unsent, _tail.Length));
            _unsent = 0;
            return text;
        }
    }

    /// <summary>
    /// The moment goes along, so that a ping which comes late still counts for when it was.
    /// </summary>
    private Ping Of(string what, string body)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
        return new Ping(
            FormattableString.Invariant(
                $"ping/{Uri.EscapeDataString(job)}{what}?rid={_runId}&create=1&source=wrapper")
            + FormattableString.Invariant($"&beat={Interval.TotalSeconds}&at={at}"),
            body);
    }
}
