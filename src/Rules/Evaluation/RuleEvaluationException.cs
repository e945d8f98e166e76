namespace Hotaru.Rules;

/// <summary>
/// A rule that was evaluated but may not keep its result: too many series, the same series twice.
/// </summary>
internal sealed class RuleEvaluationException(string message) : Exception(message);
