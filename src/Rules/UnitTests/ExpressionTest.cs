namespace Hotaru.Rules;

/// <summary>What an expression gives at a time after the start.</summary>
public sealed record ExpressionTest(string Expression, TimeSpan At, IReadOnlyList<ExpectedSample> Expected);
