using System.Text;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Conditions that must all hold, in the order in which group keys show them.</summary>
public sealed class LabelMatchers
{
    public static readonly LabelMatchers None = new([]);

    public LabelMatchers(IEnumerable<Matcher> matchers) =>
        All = [.. matchers.Order(Comparer<Matcher>.Create(Compare))];

    public IReadOnlyList<Matcher> All { get; }

    public int Count => All.Count;

    public bool Matches(Labels labels)
    {
        foreach (var matcher in All)
        {
            if (!matcher.Matches(labels)) return false;
        }

        return true;
    }

    /// <summary>As in a group key: <c>{a="b",c=~"d|e"}</c>.</summary>
    public override string ToString() => "{" + string.Join(',', All.Select(Show)) + "}";

    /// <summary>
    /// One matcher as Alertmanager shows it: only backslash, newline and quote are escaped.
    /// </summary>
    public static string Show(Matcher matcher)
    {
        var text = new StringBuilder();
        text.Append(LabelNames.IsLegacyValid(matcher.Name) ? matcher.Name : GoText.Quote(matcher.Name));
        text.Append(Symbol(matcher.Operator)).Append('"');
        foreach (var c in matcher.Value)
        {
            text.Append(c switch { '\\' => "\\\\", '\n' => "\\n", '"' => "\\\"", _ => c.ToString() });
        }

        return text.Append('"').ToString();
    }

    public static string Symbol(MatchOperator op) => op switch
    {
        MatchOperator.Equal => "=",
        MatchOperator.NotEqual => "!=",
        MatchOperator.Regex => "=~",
        _ => "!~",
    };

    private static int Compare(Matcher a, Matcher b)
    {
        var byName = Labels.CompareText(a.Name, b.Name);
        if (byName != 0) return byName;
        var byValue = Labels.CompareText(a.Value, b.Value);
        return byValue != 0 ? byValue : a.Operator.CompareTo(b.Operator);
    }
}
