namespace Hotaru.Rules;

/// <summary>Rules that are evaluated together, in order, at one interval.</summary>
/// <param name="File">The file it comes from; with the name it is the group's identity.</param>
/// <param name="QueryOffset">How far in the past it evaluates; null: the default of the
/// configuration.</param>
/// <param name="Limit">The most series or alerts a rule may have; 0: any number.</param>
public sealed record RuleGroupModel(
    string Name, string File, TimeSpan Interval, TimeSpan? QueryOffset, int Limit,
    IReadOnlyList<RuleModel> Rules)
{
    /// <summary>The identity of the group, as the metrics of Prometheus name it.</summary>
    public string Source => $"{File};{Name}";

    internal string Text =>
        $"{Source} {Interval} {QueryOffset} {Limit}\n{string.Join('\n', Rules.Select(r => r.Text))}";
}
