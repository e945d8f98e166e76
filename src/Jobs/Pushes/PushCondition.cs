using System.Globalization;
using System.Text.RegularExpressions;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Something that may hold of a push: <c>name{label="value"} == 1</c>; without a comparison, that the value
/// is not 0. It holds where any series of the push fulfils it.
/// </summary>
public sealed partial class PushCondition : IEquatable<PushCondition>
{
    private readonly string _name;
    private readonly IReadOnlyList<(string Label, bool IsEqual, string Value)> _matchers;
    private readonly string _comparison;
    private readonly double _number;

    private PushCondition(
        string text, string name, IReadOnlyList<(string Label, bool IsEqual, string Value)> matchers,
        string comparison, double number)
    {
        Text = text;
        (_name, _matchers, _comparison, _number) = (name, matchers, comparison, number);
    }

    public string Text { get; }

    /// <returns>Null where it cannot be read.</returns>
    public static PushCondition? TryParse(string text)
    {
        var found = Whole().Match(text.Trim());
        if (!found.Success) return null;
        var number = 0.0;
        if (found.Groups["number"].Success && !double.TryParse(
            found.Groups["number"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
            return null;
        var matchers = Matcher().Matches(found.Groups["labels"].Value)
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value == "=", m.Groups[3].Value)).ToList();
        return new PushCondition(
            text.Trim(), found.Groups["name"].Value, matchers,
            found.Groups["op"].Success ? found.Groups["op"].Value : "!=", number);
    }

    public bool Holds(IReadOnlyList<MetricFamily> families) => families
        .Where(family => family.Name == _name)
        .SelectMany(family => family.Metrics).OfType<ValueMetric>().Any(Holds);

    public bool Equals(PushCondition? other) => other?.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as PushCondition);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private bool Holds(ValueMetric metric)
    {
        foreach (var (label, isEqual, value) in _matchers)
        {
            if ((metric.Labels[label] == value) != isEqual) return false;
        }

        return _comparison switch
        {
            "==" => metric.Value == _number,
            "!=" => metric.Value != _number,
            "<" => metric.Value < _number,
            "<=" => metric.Value <= _number,
            ">" => metric.Value > _number,
            _ => metric.Value >= _number,
        };
    }

    [GeneratedRegex("""
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)
        (?:\{(?<labels>\s*[a-zA-Z_]\w*\s*!?=\s*"[^"]*"\s*(?:,\s*[a-zA-Z_]\w*\s*!?=\s*"[^"]*"\s*)*)?\})?
        (?:\s*(?<op>==|!=|<=|>=|<|>)\s*(?<number>\S+))?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex("""([a-zA-Z_]\w*)\s*(!?=)\s*"([^"]*)" """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Matcher();
}
