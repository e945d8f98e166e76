using Hotaru.Jobs.Tests.Board;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Storing;

public sealed class KeptTests
{
    [Fact]
    public async Task A_long_incident_keeps_its_first_line_and_the_newest_ones()
    {
        using var story = new JobStory(JobStory.Named("never"));
        for (var run = 0; run < Incident.MaxEntries + 20; run++)
        {
            story.Time.Advance(TimeSpan.FromMinutes(1));
            await story.SayAsync(JobSignalKind.Failed, $"{run}");
        }

        using var after = new JobStory(story.Model, story.Store, story.Time);
        foreach (var incident in new[] { after.Job.Incident!, Assert.Single(after.Incidents) })
        {
            Assert.Equal(Incident.MaxEntries, incident.Entries.Length);
            Assert.Equal((1, Incident.MaxEntries + 20), (incident.Entries[0].Number,
                incident.Entries[^1].Number));
            Assert.Equal(Incident.MaxEntries + 20, incident.Failures);
        }
    }

    [Fact]
    public async Task Only_the_newest_runs_of_a_job_are_kept()
    {
        var (store, time) = (new MemoryStore(), new ManualTime());
        var job = Labels.Of("job", "busy");
        using var board = new JobBoard(store, [], [], time, new JobLimits { RunsPerJob = 100 });
        for (var run = 0; run < 400; run++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await board.ApplyAsync(
                new JobSignal(job, JobSignalKind.Succeeded, time.GetUtcNow(), "ping") { RunId = $"{run}" },
                default);
        }

        var runs = board.Runs(job).ToList();
        Assert.InRange(runs.Count, 100, 151);
        Assert.Equal("399", runs[0].Id);
        Assert.Equal(RecentRuns.Most, board.Find(job)!.Recent.Count);
    }

    [Fact]
    public async Task One_job_too_many_is_refused_and_changes_nothing()
    {
        var (store, time) = (new MemoryStore(), new ManualTime());
        using var board = new JobBoard(store, [], [], time, new JobLimits { Jobs = 1 });
        var signal = new JobSignal(
            Labels.Of("job", "a"), JobSignalKind.Succeeded, time.GetUtcNow(), "ping");
        await board.ApplyAsync(signal, default);
        await Assert.ThrowsAsync<JobLimitException>(
            () => board.ApplyAsync(signal with { Job = Labels.Of("job", "b") }, default));
        await board.ApplyAsync(signal, default);
        Assert.Single(board.Jobs);
    }

    [Fact]
    public async Task What_the_page_declared_is_there_after_a_restart_and_yields_to_the_file()
    {
        var (store, time) = (new MemoryStore(), new ManualTime());
        var declaration = new JobDeclaration { Name = "backup", Period = "1h", Owner = "ann" };
        using (var board = new JobBoard(store, [], [], time))
            await board.DeclareAsync(declaration, declaration.ToModel(TimeZoneInfo.Utc, out _)!, default);
        using (var board = new JobBoard(store, [], [], time))
        {
            Assert.Equal(("ann", JobOrigin.Page),
                (Assert.Single(board.Jobs).Model.Owner, board.Jobs[0].Model.Origin));
        }

        var file = new JobModel(Labels.Of("job", "backup")) { Owner = "bob" };
        using (var board = new JobBoard(store, [file], [], time))
        {
            Assert.Equal(("bob", JobOrigin.File),
                (Assert.Single(board.Jobs).Model.Owner, board.Jobs[0].Model.Origin));
            await board.ForgetAsync(file.Labels, withHistory: false, default);
            await board.DeclareAsync(JobOrigin.File, [], default);
            Assert.Empty(board.Jobs);
        }
    }

    [Fact]
    public async Task Incidents_of_one_job_are_found_without_the_others_also_in_a_store_of_before_the_index()
    {
        var (store, time) = (new MemoryStore(), new ManualTime());
        using (var board = new JobBoard(store, [], [], time))
        {
            foreach (var (job, kind) in new[]
            {
                ("a", JobSignalKind.Failed), ("b", JobSignalKind.Failed), ("a", JobSignalKind.Succeeded),
                ("a", JobSignalKind.Failed), ("ab", JobSignalKind.Failed),
            })
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await board.ApplyAsync(
                    new JobSignal(Labels.Of("job", job), kind, time.GetUtcNow(), "ping"), default);
            }

            Assert.Equal([3, 1], board.Incidents.Of("a").Select(i => i.Id));
            Assert.Equal([1], board.Incidents.Of("a", before: 3).Select(i => i.Id));
        }

        await store.CommitAsync(
            new StoreBatch().DeleteRange("incident_jobs", KeyRange.All), Durability.Synced, default);
        using var after = new JobBoard(store, [], [], time);
        await after.ApplyAsync(
            new JobSignal(Labels.Of("job", "c"), JobSignalKind.Succeeded, time.GetUtcNow(), "ping"), default);
        Assert.Equal([3, 1], after.Incidents.Of("a").Select(i => i.Id));
        Assert.Equal([4], after.Incidents.Of("ab").Select(i => i.Id));
        Assert.Empty(after.Incidents.Of("c"));
    }
}
