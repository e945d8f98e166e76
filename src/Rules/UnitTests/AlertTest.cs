namespace Hotaru.Rules;

/// <summary>Which alerts of a name fire at a time after the start.</summary>
public sealed record AlertTest(string AlertName, TimeSpan At, IReadOnlyList<ExpectedAlert> Expected);
