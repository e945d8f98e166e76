using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Board;

/// <summary>A board on virtual time, for telling what a job does minute by minute.</summary>
internal sealed class JobStory : IDisposable
{
    public JobStory(JobModel model, MemoryStore? store = null, ManualTime? time = null)
    {
        (Model, Store, Time) = (model, store ?? new MemoryStore(), time ?? new ManualTime());
        Board = new JobBoard(Store, [model], [Sink], Time);
    }

    public JobModel Model { get; }

    public MemoryStore Store { get; }

    public ManualTime Time { get; }

    public RecordingAlertSink Sink { get; } = new();

    public JobBoard Board { get; }

    public JobState Job => Board.Find(Model.Labels)!;

    public IReadOnlyList<Incident> Incidents =>
        [.. Board.Incidents.All().Select(i => Board.Incidents.Find(i.Id)!)];

    public static JobModel Named(string name) => new(Labels.Of(LabelNames.Job, name));

    public static JobModel Hourly(string name) => Named(name) with
    {
        Schedule = CronSchedule.TryParse("0 * * * *", TimeZoneInfo.Utc, out _),
        StartGrace = TimeSpan.FromMinutes(5),
        LongestRun = TimeSpan.FromMinutes(30),
    };

    public Task SayAsync(
        JobSignalKind kind, string runId = "", int? exitCode = null, DateTimeOffset? at = null,
        TimeSpan? beat = null) => Board.ApplyAsync(
        new JobSignal(Model.Labels, kind, at ?? Time.GetUtcNow(), "ping")
        {
            RunId = runId,
            ExitCode = exitCode,
            Beat = beat,
        },
        CancellationToken.None);

    /// <summary>A whole run that begins now and takes a while.</summary>
    public async Task RunAsync(bool succeeds, TimeSpan takes)
    {
        await SayAsync(JobSignalKind.Started);
        await PassAsync(takes);
        await SayAsync(succeeds ? JobSignalKind.Succeeded : JobSignalKind.Failed, exitCode: succeeds ? 0 : 1);
    }

    /// <summary>Time passes; the clocks judge every minute.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        var end = Time.GetUtcNow() + by;
        while (Time.GetUtcNow() < end)
        {
            var rest = end - Time.GetUtcNow();
            Time.Advance(rest < TimeSpan.FromMinutes(1) ? rest : TimeSpan.FromMinutes(1));
            await Board.TickAsync(CancellationToken.None);
        }
    }

    public async Task PassUntilAsync(DateTimeOffset moment) => await PassAsync(moment - Time.GetUtcNow());

    public void Dispose() => Board.Dispose();
}
