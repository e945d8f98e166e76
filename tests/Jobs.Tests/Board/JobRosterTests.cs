using Hotaru.Model;

namespace Hotaru.Jobs.Tests.Board;

public sealed class JobRosterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Counts_and_order_are_those_of_a_fresh_look_after_any_changes()
    {
        for (var seed = 1; seed <= 20; seed++) Check(new Random(seed), seed);
    }

    private static void Check(Random random, int seed)
    {
        var (roster, expected) = (new JobRoster(), new Dictionary<Labels, JobState>());
        for (var step = 0; step < 300; step++)
        {
            var labels = Labels.Of("job", $"job-{random.Next(20)}", "site", $"{random.Next(2)}");
            if (random.Next(6) == 0)
            {
                roster.Remove([labels]);
                expected.Remove(labels);
            }
            else
            {
                expected[labels] = State(labels, random);
                roster.Set([expected[labels]]);
            }

            if (random.Next(3) > 0) continue;
            Assert.True(
                expected.Values.OrderBy(job => job.Labels).SequenceEqual(roster.Ordered), $"seed {seed}");
            Assert.Equal(
                expected.Values.CountBy(job => job.Standing).OrderBy(pair => pair.Key),
                roster.Counts.OrderBy(pair => pair.Key));
            Assert.Equal(
                expected.Values.Where(job => job.Incident is not null).Select(job => job.Labels).Order(),
                roster.InTrouble.Select(job => job.Labels).Order());
            Assert.Equal(
                expected.Keys.Where(job => job["job"] == "job-3").Order(),
                roster.Named("job-3").Select(job => job.Labels));
            Assert.Equal(expected.Count, roster.Count);
        }
    }

    private static JobState State(Labels labels, Random random)
    {
        var outcome = random.Next(2) == 0 ? RunOutcome.Succeeded : RunOutcome.Failed;
        var isTroubled = random.Next(3) == 0;
        return new JobState(new JobModel(labels), Noon)
        {
            LastRun = new JobRun("1", Noon, Noon, outcome, "ping"),
            Incident = isTroubled ? new Incident(1, labels, IncidentEntryKind.Failed, Noon) : null,
        };
    }
}
