using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>Writes the result of an expression as series of a new name.</summary>
public sealed record RecordingRuleModel(string Name, Expression Expression, Labels Labels)
    : RuleModel(Name, Expression, Labels)
{
    internal override string Text => $"record {Name}{Labels} {Query}";
}
