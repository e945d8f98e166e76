using System.Collections;
using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>The last runs of a job that have ended, oldest first. Immutable.</summary>
[JsonConverter(typeof(RecentRunsJson))]
public sealed class RecentRuns : IReadOnlyList<RecentRun>
{
    public const int Most = 24;

    public static readonly RecentRuns None = new([]);

    private readonly RecentRun[] _runs;

    internal RecentRuns(RecentRun[] runs) => _runs = runs;

    public int Count => _runs.Length;

    public RecentRun this[int index] => _runs[index];

    /// <summary>Whether the end of a run with this id was heard already.</summary>
    public bool HasEnded(string id)
    {
        var hash = HashOf(id);
        foreach (var run in _runs)
        {
            if (run.IdHash == hash && run.Outcome != RunOutcome.Abandoned) return true;
        }

        return false;
    }

    /// <summary>With one more in its place by time; the oldest goes where there are too many.</summary>
    public RecentRuns With(JobRun run)
    {
        var seconds = run.Duration is { } took ? (float)took.TotalSeconds : float.NaN;
        var added = new RecentRun(
            run.OrderedAt.ToUnixTimeMilliseconds(), seconds, run.Outcome, HashOf(run.Id));
        var runs = _runs.Where(r => r.IdHash != added.IdHash).Append(added).OrderBy(r => r.AtMs);
        return new RecentRuns([.. runs.TakeLast(Most)]);
    }

    /// <summary>With no run later than a moment.</summary>
    internal RecentRuns Until(long atMs) =>
        new([.. _runs.Select(run => run with { AtMs = Math.Min(run.AtMs, atMs) })]);

    public IEnumerator<RecentRun> GetEnumerator() => ((IEnumerable<RecentRun>)_runs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ulong HashOf(string id) => Fnv1a.Add(Fnv1a.Start, id);
}
