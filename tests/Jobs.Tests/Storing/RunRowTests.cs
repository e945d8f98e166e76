using System.Buffers.Binary;
using System.Text;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Storing;

public sealed class RunRowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_row_has_the_bytes_that_are_drawn()
    {
        var run = new JobRun("7", Noon, Noon.AddSeconds(2), RunOutcome.Failed, "ping")
        {
            ExitCode = -1,
            Output = "no",
            Metrics = [new RunMetric("rows", 1)],
        };
        var row = RunRow.Write(Key(run), run);
        // version, fields (started, ended, exit code, output, figures), outcome, source, 0, 2 s, -1, "no",
        // one figure "rows" of 1.
        Assert.Equal(
            "012F0202" + "00" + "8092F401" + "01" + "026E6F" + "0104726F7773" + "000000000000F03F",
            Convert.ToHexString(row[..^4]));
    }

    [Fact]
    public void Every_field_comes_back()
    {
        foreach (var run in Several())
        {
            var key = Key(run);
            var back = RunRow.Read(key, RunRow.Write(key, run));
            Assert.Equal(run.Metrics.ToArray(), back.Metrics.ToArray());
            Assert.Equal(run with { Metrics = [] }, back with { Metrics = [] });
        }
    }

    [Fact]
    public void A_usual_run_takes_few_bytes_and_a_long_output_less_than_its_length()
    {
        var run = Several().First();
        Assert.InRange(RunRow.Write(Key(run), run).Length, 10, 24);
        run = run with { Output = string.Concat(Enumerable.Repeat("copied one more file\n", 400)) };
        Assert.InRange(RunRow.Write(Key(run), run).Length, 20, run.Output.Length / 10);
    }

    [Fact]
    public void Damage_anywhere_is_noticed()
    {
        var run = Several().Last();
        var key = Key(run);
        var row = RunRow.Write(key, run);
        for (var length = 0; length < row.Length; length++)
            Assert.Throws<BadRowException>(() => RunRow.Read(key, row.AsSpan(0, length)));
        for (var at = 0; at < row.Length; at++)
        {
            var bad = row.ToArray();
            bad[at] ^= 0x10;
            Assert.Throws<BadRowException>(() => RunRow.Read(key, bad));
        }

        key[^1] ^= 1;
        Assert.Throws<BadRowException>(() => RunRow.Read(key, row));
    }

    [Fact]
    public async Task Runs_stored_as_text_before_are_read_and_damaged_ones_passed_over_and_told_of_once()
    {
        var (store, job, log) = (new MemoryStore(), Labels.Of("job", "a"), new RecordedLog());
        var archive = new JobArchive(store, log);
        var batch = new StoreBatch();
        var (old, damaged, fresh) = (
            new JobRun("old", Noon, Noon.AddSeconds(1), RunOutcome.Succeeded, "ping"),
            new JobRun("bad", Noon.AddHours(1), null, RunOutcome.Running, "ping"),
            new JobRun("new", Noon.AddHours(2), null, RunOutcome.Running, "ping"));
        batch.Put("job_runs", Key(old, job), JobArchive.Write(old, JobJson.Default.JobRun));
        batch.Put("job_runs", Key(damaged, job), [RunRow.Version, 2, 3]);
        JobArchive.Put(batch, job, fresh);
        await store.CommitAsync(batch, Durability.Synced, default);

        Assert.Equal(["new", "old"], archive.ReadRuns(job).Select(run => run.Id));
        Assert.Equal(["new", "old"], archive.ReadRuns(job).Select(run => run.Id));
        var line = Assert.Single(log.Lines);
        Assert.Contains("a row of job_runs is damaged", line, StringComparison.Ordinal);
    }

    private static IEnumerable<JobRun> Several()
    {
        yield return new JobRun("1", Noon, Noon.AddSeconds(30), RunOutcome.Succeeded, "ping")
        {
            ExitCode = 0,
        };
        yield return new JobRun("~1", null, Noon, RunOutcome.Failed, "a source of tomorrow");
        yield return new JobRun("äß", Noon.AddTicks(12340), null, RunOutcome.Running, "wrapper")
        {
            Beat = TimeSpan.FromSeconds(15),
            HeardAt = Noon.AddSeconds(-3),
            ToldAt = Noon.AddMinutes(3),
            IsOverdue = true,
            IsSilent = true,
            ExitCode = int.MinValue,
            Output = new string('x', 199) + "ß",
            Metrics = [new("a", double.NaN), new("b{c=\"d\"}", double.NegativeInfinity)],
        };
    }

    private static byte[] Key(JobRun run, Labels? job = null)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(key, (job ?? Labels.Of("job", "a")).Fingerprint());
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(8), run.OrderedAt.ToUnixTimeMilliseconds());
        return [.. key, .. Encoding.UTF8.GetBytes(run.Id)];
    }
}
