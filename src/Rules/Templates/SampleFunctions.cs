using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>What templates do with the answer of a query.</summary>
internal static class SampleFunctions
{
    private const string ListType = "template.queryResult";

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        TemplateFunction.Of("first", [ParameterKind.List], a => a[0].Entries() is [var first, ..]
            ? first
            : throw new TemplateCallException("first() called on vector with no elements")),
        TemplateFunction.Of("label", [ParameterKind.String, ParameterKind.Record],
            a => LabelOf(a[1], a[0].Text())),
        TemplateFunction.Of("value", [ParameterKind.Record],
            a => ((RecordValue)a[0]).Member("Value") ?? TemplateValue.Nil),
        TemplateFunction.Of("strvalue", [ParameterKind.Record], a => LabelOf(a[0], "__value__")),
        TemplateFunction.Of("sortByLabel", [ParameterKind.String, ParameterKind.List], Sorted),
        TemplateFunction.Variadic("args", [ParameterKind.Any], Arguments),
    ];

    public static TemplateValue List(IReadOnlyList<VectorSample> samples) =>
        new ListValue([.. samples.Select(One)], ListType);

    private static TemplateValue One(VectorSample sample) => new RecordValue(
        [
            new("Labels", AlertTemplate.Map(sample.Labels)),
            new("Value", sample.Histogram is null
                ? TemplateValue.Of(sample.Value)
                : HistogramValue.Of(sample.Histogram)),
        ],
        "*template.sample");

    private static TemplateValue LabelOf(TemplateValue sample, string name)
    {
        if (((RecordValue)sample).Member("Labels") is not MapValue labels) return TemplateValue.EmptyText;
        labels.TryGet(name, out var value);
        return value;
    }

    private static ListValue Sorted(IReadOnlyList<TemplateValue> arguments)
    {
        var by = arguments[0].Text();
        var sorted = arguments[1].Entries()
            .OrderBy(s => LabelOf(s, by).Text(), Comparer<string>.Create(Labels.CompareText));
        return new ListValue([.. sorted], ListType);
    }

    private static MapValue Arguments(IReadOnlyList<TemplateValue> arguments) =>
        new(arguments.Select((a, i) => (a, i)).ToDictionary(x => $"arg{x.i}", x => x.a));
}
