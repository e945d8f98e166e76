namespace Hotaru.Rules;

/// <summary>Which alerting rules read which metric. Immutable.</summary>
internal sealed class RuleIndex
{
    private readonly HashSet<RuleGroup> _groups = [];
    private readonly Dictionary<string,
        List<(RuleGroup Group, int Rule)>> _byName = new(StringComparer.Ordinal);
    private readonly List<(RuleGroup Group, int Rule)> _anyName = [];

    public RuleIndex(IEnumerable<RuleGroup> groups)
    {
        foreach (var group in groups)
        {
            _groups.Add(group);
            for (var i = 0; i < group.Model.Rules.Count; i++)
            {
                if (group.Model.Rules[i] is AlertingRuleModel rule) Add(group, i, rule);
            }
        }
    }

    public bool Contains(RuleGroup group) => _groups.Contains(group);

    public IEnumerable<(RuleGroup Group, int Rule)> Reading(IReadOnlyCollection<string> metricNames)
    {
        if (metricNames.Count == 0) yield break;
        foreach (var entry in _anyName) yield return entry;
        foreach (var name in metricNames)
        {
            if (!_byName.TryGetValue(name, out var entries)) continue;
            foreach (var entry in entries) yield return entry;
        }
    }

    private void Add(RuleGroup group, int i, AlertingRuleModel rule)
    {
        var names = rule.Expression.MetricNames(out var complete);
        if (!complete) _anyName.Add((group, i));
        foreach (var name in names)
        {
            if (!_byName.TryGetValue(name, out var entries)) _byName[name] = entries = [];
            entries.Add((group, i));
        }
    }
}
