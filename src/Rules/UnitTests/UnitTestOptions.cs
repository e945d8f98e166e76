namespace Hotaru.Rules;

/// <summary>What all tests of a file have in common.</summary>
/// <param name="GroupOrder">Groups that are evaluated in this order, before the others.</param>
/// <param name="Fuzzy">Floats that are neighbours count as equal.</param>
public sealed record UnitTestOptions(TimeSpan EvaluationInterval, IReadOnlyList<string> GroupOrder,
    bool Fuzzy);
