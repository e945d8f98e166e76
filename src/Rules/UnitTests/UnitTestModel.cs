using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>One test of a unit-test file: series, and what rules and expressions make of them.</summary>
/// <param name="Interval">Between two values of the series.</param>
/// <param name="Start">The time of the first value.</param>
public sealed record UnitTestModel(
    string Name, TimeSpan Interval, DateTimeOffset Start, IReadOnlyList<InputSeries> Series,
    IReadOnlyList<AlertTest> Alerts, IReadOnlyList<ExpressionTest> Expressions, Labels ExternalLabels,
    string ExternalUrl);
