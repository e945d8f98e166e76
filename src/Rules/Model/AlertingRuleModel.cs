using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>An alert for every series of an expression's result.</summary>
/// <param name="For">How long a series must be there before its alert fires.</param>
/// <param name="KeepFiringFor">How long an alert fires on after its series has gone.</param>
/// <param name="Annotations">As written; see <see cref="AnnotationTemplates"/>.</param>
public sealed record AlertingRuleModel(
    string Name, Expression Expression, TimeSpan For, TimeSpan KeepFiringFor, Labels Labels,
    Labels Annotations)
    : RuleModel(Name, Expression, Labels)
{
    /// <summary>One template a label, in their order.</summary>
    internal IReadOnlyList<AlertTemplate> LabelTemplates { get; } =
        [.. Labels.Select(l => new AlertTemplate(Name, l.Name, l.Value))];

    internal IReadOnlyList<AlertTemplate> AnnotationTemplates { get; } =
        [.. Annotations.Select(l => new AlertTemplate(Name, l.Name, l.Value))];

    internal override string Text =>
        $"alert {Name}{Labels} {Query} for {For} keep {KeepFiringFor} {Annotations}";
}
