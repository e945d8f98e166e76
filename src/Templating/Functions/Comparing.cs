namespace Hotaru.Templating;

/// <summary>eq, lt and their kin: basic kinds only, and never across kinds.</summary>
internal static class Comparing
{
    public static bool EqualToAny(TemplateValue first, IReadOnlyList<TemplateValue> others)
    {
        if (others.Count == 0) throw new TemplateCallException("missing argument for comparison");
        foreach (var other in others)
        {
            if (AreEqual(first, other)) return true;
        }

        return false;
    }

    public static bool AreEqual(TemplateValue x, TemplateValue y)
    {
        if (x.IsNil || y.IsNil) return x.IsNil && y.IsNil;
        if (KindOf(x) != KindOf(y)) throw new TemplateCallException("incompatible types for comparison");
        return (x, y) switch
        {
            (BoolValue a, BoolValue b) => a.Value == b.Value,
            (FloatValue a, FloatValue b) => a.Value == b.Value,
            (StringValue a, StringValue b) => string.Equals(a.Value, b.Value, StringComparison.Ordinal),
            (TimeValue a, TimeValue b) => a.Value == b.Value,
            (ListValue or MapValue or FunctionValue, _) =>
                throw new TemplateCallException($"non-comparable type {x}: {x.TypeName}"),
            (RecordValue a, RecordValue b) => a.Members.Count == b.Members.Count
                && a.Members.Zip(b.Members).All(m => AreEqual(m.First.Value, m.Second.Value))
                && a.Display == b.Display,
            _ => x.Whole() == y.Whole(),
        };
    }

    public static bool IsLess(TemplateValue x, TemplateValue y)
    {
        if (!IsBasic(x) || !IsBasic(y)) throw new TemplateCallException("invalid type for comparison");
        if (KindOf(x) != KindOf(y)) throw new TemplateCallException("incompatible types for comparison");
        return (x, y) switch
        {
            (FloatValue a, FloatValue b) => a.Value < b.Value,
            (StringValue a, StringValue b) => Model.Labels.CompareText(a.Value, b.Value) < 0,
            (BoolValue, BoolValue) => throw new TemplateCallException("invalid type for comparison"),
            _ => x.Whole() < y.Whole(),
        };
    }

    private static bool IsBasic(TemplateValue value) => value.Kind is TemplateKind.Bool or TemplateKind.Int
        or TemplateKind.Float or TemplateKind.String or TemplateKind.Duration;

    /// <summary>A duration is a whole number by kind.</summary>
    private static TemplateKind KindOf(TemplateValue value) =>
        value.Kind == TemplateKind.Duration ? TemplateKind.Int : value.Kind;
}
