using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>The functions of the template language itself.</summary>
internal static class BuiltInFunctions
{
    /// <summary>
    /// Evaluated by the run itself, which does not evaluate what comes after the deciding argument.
    /// </summary>
    public static readonly TemplateFunction And =
        Any("and", a => a.FirstOrDefault(v => !v.IsTrue) ?? a[^1], 1);

    public static readonly TemplateFunction Or = Any("or", a => a.FirstOrDefault(v => v.IsTrue) ?? a[^1], 1);

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        And,
        Or,
        TemplateFunction.Of("not", [ParameterKind.Any], a => TemplateValue.Of(!a[0].IsTrue)),
        TemplateFunction.Of("len", [ParameterKind.Any], a => TemplateValue.Of(Collections.Length(a[0]))),
        Any("index", a => Collections.Index(a[0], a.Skip(1)), 1),
        Any("slice", a => Collections.Slice(a[0], [.. a.Skip(1)]), 1),
        Any("print", a => TemplateValue.Of(GoPrinter.Print(a))),
        Any("println", a => TemplateValue.Of(GoPrinter.PrintLine(a))),
        TemplateFunction.Variadic("printf", [ParameterKind.String, ParameterKind.Any],
            a => TemplateValue.Of(GoPrinter.Format(a[0].Text(), [.. a.Skip(1)]))),
        Any("html", a => TemplateValue.Of(Escaping.Html(Joined(a)))),
        Any("js", a => TemplateValue.Of(Escaping.JavaScript(Joined(a)))),
        Any("urlquery", a => TemplateValue.Of(Escaping.UrlQuery(Joined(a)))),
        Any("call", Invoke, 1),
        Any("eq", a => TemplateValue.Of(Comparing.EqualToAny(a[0], [.. a.Skip(1)])), 1),
        Two("ne", (x, y) => !Comparing.AreEqual(x, y)),
        Two("lt", Comparing.IsLess),
        Two("le", (x, y) => Comparing.IsLess(x, y) || Comparing.AreEqual(x, y)),
        Two("gt", (x, y) => !Comparing.IsLess(x, y) && !Comparing.AreEqual(x, y)),
        Two("ge", (x, y) => !Comparing.IsLess(x, y)),
    ];

    private static TemplateFunction Any(
        string name, Func<IReadOnlyList<TemplateValue>, TemplateValue> call, int atLeast = 0) =>
        TemplateFunction.Variadic(name, [.. Enumerable.Repeat(ParameterKind.Any, atLeast + 1)], call);

    private static TemplateFunction Two(string name, Func<TemplateValue, TemplateValue, bool> compare) =>
        TemplateFunction.Of(name, [ParameterKind.Any, ParameterKind.Any],
            a => TemplateValue.Of(compare(a[0], a[1])));

    private static string Joined(IReadOnlyList<TemplateValue> arguments) =>
        arguments is [StringValue only] ? only.Value : GoPrinter.Print(arguments);

    private static TemplateValue Invoke(IReadOnlyList<TemplateValue> arguments)
    {
        if (arguments[0].IsNil) throw new TemplateCallException("call of nil");
        if (arguments[0] is not FunctionValue { Function: var function })
            throw new TemplateCallException($"non-function of type {arguments[0].TypeName}");
        var given = arguments.Count - 1;
        var wanted = function.Parameters.Count - (function.IsVariadic ? 1 : 0);
        if (function.IsVariadic ? given < wanted : given != wanted)
            throw new TemplateCallException($"wrong number of args: got {given} want {wanted}");
        return function.Call([.. arguments.Skip(1)]);
    }
}
