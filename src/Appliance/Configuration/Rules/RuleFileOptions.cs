using Hotaru.Promql;

namespace Hotaru.Appliance.Configuration.Rules;

/// <summary>What a rule file is read with.</summary>
/// <param name="EvaluationInterval">Of groups that name none.</param>
/// <param name="IsSelected">Which PrometheusRule resources count; null: all of them.</param>
internal sealed record RuleFileOptions(
    TimeSpan EvaluationInterval, ParserOptions? Parser = null, Func<ConfigNode, bool>? IsSelected = null);
