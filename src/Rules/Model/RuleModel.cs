using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>A rule as it was written and found valid.</summary>
/// <param name="Labels">Those of the group with the rule's own over them.</param>
public abstract record RuleModel(string Name, Expression Expression, Labels Labels)
{
    /// <summary>The expression in its normal form, as the API shows it.</summary>
    public string Query { get; } = Expression.ToString();

    /// <summary>What tells rules of a group apart over a reload: name and labels.</summary>
    internal string Identity => Name + Labels;

    /// <summary>Everything that makes the rule: two rules with equal texts are the same.</summary>
    internal abstract string Text { get; }
}
