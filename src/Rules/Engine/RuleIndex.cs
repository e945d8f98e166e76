using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>
/// Which rules an arrival wakes: alerting rules that read its metric, and those recording rules that lie
/// between a metric and an alerting rule, over any number of steps. Immutable.
/// </summary>
internal sealed class RuleIndex
{
    private readonly HashSet<RuleGroup> _groups = [];
    private readonly Dictionary<string, List<RulePlace>> _byName = new(StringComparer.Ordinal);
    private readonly List<RulePlace> _anyName = [];

    /// <summary>How many recording rules lie before a rule; those are evaluated first.</summary>
    private readonly Dictionary<RulePlace, int> _depths = [];

    public RuleIndex(IEnumerable<RuleGroup> groups)
    {
        List<(RulePlace Place, IReadOnlyCollection<string> Reads)> recording = [];
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            _groups.Add(group);
            for (var i = 0; i < group.Model.Rules.Count; i++)
            {
                var place = new RulePlace(group, i);
                var reads = group.Model.Rules[i].Expression.MetricNames(out var isComplete);
                if (group.Model.Rules[i] is RecordingRuleModel)
                {
                    recording.Add((place, [.. reads]));
                    continue;
                }

                if (!isComplete) _anyName.Add(place);
                Add(place, reads);
                wanted.UnionWith(reads);
            }
        }

        AddRecording(recording, wanted);
        foreach (var place in _byName.Values.SelectMany(p => p).Distinct()) Deepen(place, 0);
    }

    public bool Contains(RuleGroup group) => _groups.Contains(group);

    /// <summary>The rules to evaluate after an arrival, with those that read what they record.</summary>
    public IEnumerable<RulePlace> Reading(IReadOnlyCollection<string> metricNames)
    {
        if (metricNames.Count == 0) return [];
        var found = new HashSet<RulePlace>(_anyName);
        var next = new Queue<string>(metricNames);
        while (next.TryDequeue(out var name))
        {
            if (!_byName.TryGetValue(name, out var places)) continue;
            foreach (var place in places)
            {
                if (found.Add(place) && Model(place) is RecordingRuleModel recording)
                    next.Enqueue(recording.Name);
            }
        }

        return found;
    }

    /// <summary>
    /// Puts what is wanted in order: what records comes before what reads it. Rules of one group stay
    /// together where the order of the group allows it.
    /// </summary>
    public IReadOnlyList<WakeStep> Plan(IEnumerable<RulePlace> wanted)
    {
        List<WakeStep> steps = [];
        foreach (var (group, rule) in wanted.OrderBy(p => _depths.GetValueOrDefault(p))
            .ThenBy(p => p.Group.Model.Source, StringComparer.Ordinal).ThenBy(p => p.Rule))
        {
            if (steps.Count > 0 && steps[^1].Group == group && steps[^1].Rules.Max() < rule)
                steps[^1].Rules.Add(rule);
            else steps.Add(new WakeStep(group, [rule]));
        }

        return steps;
    }

    private static RuleModel Model(RulePlace place) => place.Group.Model.Rules[place.Rule];

    /// <summary>Adds the recording rules that somebody waits for, until there are no more.</summary>
    private void AddRecording(
        List<(RulePlace Place, IReadOnlyCollection<string> Reads)> recording, HashSet<string> wanted)
    {
        while (recording.FindIndex(r => wanted.Contains(Model(r.Place).Name)) is var at and >= 0)
        {
            Add(recording[at].Place, recording[at].Reads);
            wanted.UnionWith(recording[at].Reads);
            recording.RemoveAt(at);
        }
    }

    private void Add(RulePlace place, IEnumerable<string> reads)
    {
        foreach (var name in reads)
        {
            if (!_byName.TryGetValue(name, out var places)) _byName[name] = places = [];
            places.Add(place);
        }
    }

    private void Deepen(RulePlace place, int depth)
    {
        // Rules that read one another in a circle go round only so often.
        if (depth > _byName.Count || _depths.TryGetValue(place, out var known) && known >= depth) return;
        _depths[place] = depth;
        if (Model(place) is not RecordingRuleModel recording) return;
        foreach (var reader in _byName.GetValueOrDefault(recording.Name) ?? []) Deepen(reader, depth + 1);
    }
}
