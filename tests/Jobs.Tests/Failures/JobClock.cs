using Hotaru.Jobs.Tests.Board;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Jobs.Tests.Failures;

/// <summary>The real clock service over a story's board, on its virtual time.</summary>
internal sealed class JobClock : IDisposable
{
    private readonly JobStory _story;
    private readonly JobClockService _service;

    public JobClock(JobStory story)
    {
        _story = story;
        _service = new JobClockService(
            story.Board, story.Store, new SilentSamples(), () => IsTimeTrusted, new RecordingArrivals(),
            story.Time, NullLogger<JobClockService>.Instance);
        _service.Begin();
    }

    public bool IsTimeTrusted { get; set; }

    /// <summary>Time passes in steps as long as the service sleeps at most; it judges after each.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(15))
        {
            _story.Time.Advance(TimeSpan.FromSeconds(15));
            await _service.JudgeAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _service.Dispose();
}
