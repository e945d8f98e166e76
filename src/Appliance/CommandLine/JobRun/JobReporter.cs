using System.Text;

namespace Hotaru.Appliance.CommandLine.JobRun;

/// <summary>
/// Tells the appliance of one run. Nothing here fails the job or holds it up beyond its patience.
/// </summary>
internal sealed class JobReporter(string job, PingSender sender, TimeProvider time)
{
    /// <summary>
    /// The longest that one ping may take, and so the longest that the end of a run is held up.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    /// <summary>Output kept for the end; the appliance keeps the tail as well.</summary>
    private const int MaxTail = 10_000;

    private readonly string _runId = Guid.NewGuid().ToString("N");
    private readonly StringBuilder _tail = new();
    private readonly Lock _lock = new();
    private int _unsent;
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

    /// <summary>Says that the run began, then every 15 s what it printed, until the run is over.</summary>
    public async Task ReportAsync(CancellationToken over)
    {
        var start = Of("/start", "");
        if (await sender.TrySendAsync(start, CancellationToken.None))
        {
            // Also for a job that is over at once, but never for long.
            using var patience = new CancellationTokenSource(Patience, time);
            await sender.SendKeptAsync(patience.Token);
        }
        else
        {
            _start = start;
        }

        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested) return;
            if (_start is not null && await sender.TrySendAsync(_start, over)) _start = null;
            if (_start is null && TakeUnsent() is { Length: > 0 } printed)
                await sender.TrySendAsync(Of("/log", printed), over);
        }
    }

    /// <summary>Says how the run ended; what does not arrive is kept for the next run of any job.</summary>
    public async Task EndAsync(int exitCode)
    {
        var end = Of($"/{exitCode}", TakeUnsent());
        if (_start is not null && !await sender.TrySendAsync(_start, CancellationToken.None))
        {
            sender.Keep(_start, time.GetUtcNow());
            sender.Keep(end, time.GetUtcNow());
            return;
        }

        if (!await sender.TrySendAsync(end, CancellationToken.None)) sender.Keep(end, time.GetUtcNow());
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
                $"ping/{Uri.EscapeDataString(job)}{what}?rid={_runId}&create=1&source=wrapper&at={at}"),
            body);
    }
}
