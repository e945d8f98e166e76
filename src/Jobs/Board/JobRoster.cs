using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// All jobs: by their labels, in the order of these, and counted by how they stand. What is counted and
/// ordered is kept up to date with each change, so that a list of ten thousand jobs begins to be sent without
/// a look at all of them. One turn at a time changes it; reading waits for no turn.
/// </summary>
internal sealed class JobRoster
{
    private static readonly int Standings = Enum.GetValues<JobStanding>().Length;

    private readonly Lock _lock = new();
    private readonly Dictionary<Labels, JobState> _jobs = [];
    private readonly Dictionary<string, ImmutableSortedSet<Labels>> _named = new(StringComparer.Ordinal);
    private readonly int[] _counts = new int[Standings];
    private ImmutableHashSet<Labels> _troubled = [];

    /// <summary>Null after jobs have come or gone.</summary>
    private JobState[]? _ordered;
    private Dictionary<Labels, int> _places = [];

    public int Count
    {
        get
        {
            lock (_lock) return _jobs.Count;
        }
    }

    /// <summary>In the order of their labels; entries follow the changes of their job.</summary>
    public IReadOnlyList<JobState> Ordered
    {
        get
        {
            lock (_lock) return OrderedNow_NeedsLock();
        }
    }

    public IReadOnlyDictionary<JobStanding, int> Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts.Select((count, standing) => ((JobStanding)standing, count))
                    .Where(pair => pair.count > 0)
                    .ToDictionary(pair => pair.Item1, pair => pair.count);
            }
        }
    }

    /// <summary>Jobs that have an open incident.</summary>
    public IEnumerable<JobState> InTrouble => Volatile.Read(ref _troubled).Select(Find).OfType<JobState>();

    public JobState? Find(Labels job)
    {
        lock (_lock) return _jobs.GetValueOrDefault(job);
    }

    /// <summary>The jobs of a name, which may differ in other labels.</summary>
    public IReadOnlyList<JobState> Named(string name)
    {
        lock (_lock)
        {
            return [.. _named.GetValueOrDefault(name, []).Select(labels => _jobs[labels])];
        }
    }

    public void Set(IReadOnlyCollection<JobState> jobs)
    {
        lock (_lock)
        {
            foreach (var job in jobs) Set_NeedsLock(job);
        }
    }

    public void Remove(IReadOnlyCollection<Labels> jobs)
    {
        lock (_lock)
        {
            foreach (var labels in jobs)
            {
                if (!_jobs.Remove(labels, out var job)) continue;
                _counts[(int)job.Standing]--;
                _troubled = _troubled.Remove(labels);
                var others = _named[job.Model.Name].Remove(labels);
                if (others.IsEmpty) _named.Remove(job.Model.Name);
                else _named[job.Model.Name] = others;
                _ordered = null;
            }
        }
    }

    private void Set_NeedsLock(JobState job)
    {
        if (_jobs.TryGetValue(job.Labels, out var before)) _counts[(int)before.Standing]--;
        _counts[(int)job.Standing]++;
        _jobs[job.Labels] = job;
        _troubled = job.Incident is null ? _troubled.Remove(job.Labels) : _troubled.Add(job.Labels);
        if (before is null)
        {
            _named[job.Model.Name] = _named.GetValueOrDefault(job.Model.Name, []).Add(job.Labels);
            _ordered = null;
        }
        else if (_ordered is { } ordered) Volatile.Write(ref ordered[_places[job.Labels]], job);
    }

    private JobState[] OrderedNow_NeedsLock()
    {
        if (_ordered is { } known) return known;
        var ordered = _jobs.Values.ToArray();
        Array.Sort(ordered, (a, b) => a.Labels.CompareTo(b.Labels));
        _places = new Dictionary<Labels, int>(ordered.Length);
        for (var i = 0; i < ordered.Length; i++) _places[ordered[i].Labels] = i;
        return _ordered = ordered;
    }
}
