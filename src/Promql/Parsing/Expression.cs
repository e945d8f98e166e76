using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// A node of the syntax tree. Trees do not change after parsing and may be evaluated by many threads.
/// </summary>
public abstract class Expression
{
    /// <summary>Where the node stands in the text that was parsed.</summary>
    public TextRange At { get; internal set; }

    public abstract ValueKind Kind { get; }

    /// <summary>The operands in the order of the text.</summary>
    public abstract IEnumerable<Expression> Children { get; }

    /// <summary>The text that was parsed, for the places in annotations; empty below the root.</summary>
    public string Source { get; internal set; } = "";

    /// <summary>The normal form, which parses to the same tree.</summary>
    public override string ToString() => ExpressionPrinter.Print(this);

    /// <summary>The form of format_query: lines longer than 100 characters are broken and indented.</summary>
    public string ToPrettyString() => PrettyPrinter.Print(this, 0);

    /// <summary>This node and everything below it, parents first.</summary>
    public IEnumerable<Expression> Descendants()
    {
        yield return this;
        foreach (var child in Children)
        {
            foreach (var node in child.Descendants()) yield return node;
        }
    }

    /// <summary>Every vector selector of the expression; those of range selectors as well.</summary>
    public IEnumerable<VectorSelector> Selectors() => Descendants().OfType<VectorSelector>();

    /// <summary>
    /// The metric names that the expression can read. <paramref name="complete"/> is false where a selector
    /// has no fixed set of names (a regular expression, no name at all): then any series may count.
    /// </summary>
    public IReadOnlyCollection<string> MetricNames(out bool complete)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        complete = true;
        foreach (var selector in Selectors())
        {
            var found = selector.MetricNames();
            if (found is null) complete = false;
            else names.UnionWith(found);
        }

        // info() without a selector of its own reads target_info.
        if (Descendants().OfType<FunctionCall>()
            .Any(c => c.Function.Name == "info" && c.Arguments.Count == 1))
            names.Add("target_info");
        return names;
    }
}
