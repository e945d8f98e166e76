using Hotaru.Model;

namespace Hotaru.Templating;

/// <content>Function calls and their arguments.</content>
internal sealed partial class TemplateRun
{
    /// <param name="whole">What an error is said to be at: the command, or the name alone.</param>
    private TemplateValue Function(
        TemplateValue dot, IdentifierNode identifier, Node whole, List<Node> arguments, TemplateValue? final)
    {
        _node = identifier;
        var function = functions.Find(identifier.Name)
            ?? throw Error($"{GoText.Quote(identifier.Name)} is not a defined function");
        if (ReferenceEquals(function, BuiltInFunctions.And))
            return Logic(dot, arguments, final, stopAt: false);
        if (ReferenceEquals(function, BuiltInFunctions.Or)) return Logic(dot, arguments, final, stopAt: true);
        return Call(dot, function, whole, arguments, final);
    }

    /// <summary>
    /// and/or: the first argument that decides, and nothing behind it is evaluated; else the last.
    /// </summary>
    private TemplateValue Logic(TemplateValue dot, List<Node> arguments, TemplateValue? final, bool stopAt)
    {
        if (arguments.Count == 1 && final is null)
            throw Error($"wrong number of args for {arguments[0]}: want at least 1 got 0");
        TemplateValue? value = null;
        for (var i = 1; i < arguments.Count; i++)
        {
            value = Argument(dot, ParameterKind.Any, arguments[i]);
            if (value.IsTrue == stopAt) return value;
        }

        return final ?? value!;
    }

    private TemplateValue Call(
        TemplateValue dot, TemplateFunction function, Node whole, List<Node> arguments, TemplateValue? final)
    {
        var given = arguments.Count - 1 + (final is null ? 0 : 1);
        var wanted = function.Parameters.Count - (function.IsVariadic ? 1 : 0);
        if (function.IsVariadic ? given < wanted : given != wanted)
        {
            var atLeast = function.IsVariadic ? "at least " : "";
            throw Error($"wrong number of args for {function.Name}: want {atLeast}{wanted} got {given}");
        }

        var values = new TemplateValue[given];
        for (var i = 1; i < arguments.Count; i++)
            values[i - 1] = Argument(dot, function.ParameterAt(i - 1), arguments[i]);
        if (final is not null) values[^1] = Checked(final, function.ParameterAt(given - 1));
        try
        {
            return function.Call(values);
        }
        catch (TemplateCallException e)
        {
            _node = whole;
            throw Error($"error calling {function.Name}: {e.Message}", e);
        }
    }

    private TemplateValue Argument(TemplateValue dot, ParameterKind kind, Node node)
    {
        _node = node;
        switch (node)
        {
            case DotNode:
                return Checked(dot, kind);
            case FieldNode field:
                return Checked(Fields(dot, dot, field, field.Names, 0, [node], null), kind);
            case VariableNode variable:
                return Checked(Variable(dot, variable, [node], null), kind);
            case PipeNode pipe:
                return Checked(Pipeline(dot, pipe), kind);
            case IdentifierNode identifier:
                return Checked(Function(dot, identifier, identifier, [node], null), kind);
            case ChainNode chain:
                return Checked(Chain(dot, chain, [node], null), kind);
            case LiteralNode literal:
                return Literal(literal, kind);
            default:
                throw Error($"can't handle {node} for arg of type {NameOf(kind)}");
        }
    }

    private TemplateValue Literal(LiteralNode literal, ParameterKind kind)
    {
        if (literal.Value.IsNil)
        {
            return TakesNil(kind)
                ? literal.Value
                : throw Error($"cannot assign nil to {NameOf(kind)}");
        }

        return kind switch
        {
            ParameterKind.Any => literal.Value,
            ParameterKind.Bool => literal.Value is BoolValue ? literal.Value : throw Found("bool", literal),
            ParameterKind.String =>
                literal.Value is StringValue ? literal.Value : throw Found("string", literal),
            ParameterKind.Int => literal.Number?.Whole is { } whole
                ? TemplateValue.Of(whole)
                : throw Found("integer", literal),
            ParameterKind.Float => literal.Number is { } number
                ? TemplateValue.Of(number.Float)
                : throw Found("float", literal),
            ParameterKind.Duration => literal.Number?.Whole is { } nanoseconds
                ? TemplateValue.Of(TimeSpan.FromTicks(nanoseconds / 100))
                : throw Found("integer", literal),
            _ => throw Error($"can't handle {literal} for arg of type {NameOf(kind)}"),
        };
    }

    private TemplateException Found(string expected, Node node) =>
        Error($"expected {expected}; found {node}");

    private TemplateValue Checked(TemplateValue value, ParameterKind kind)
    {
        if (value.IsNil)
        {
            return TakesNil(kind)
                ? value
                : throw Error($"invalid value; expected {NameOf(kind)}");
        }

        var fits = kind switch
        {
            ParameterKind.Any => true,
            ParameterKind.Bool => value.Kind == TemplateKind.Bool,
            ParameterKind.Int => value.Kind == TemplateKind.Int,
            ParameterKind.Float => value.Kind == TemplateKind.Float,
            ParameterKind.String => value.Kind == TemplateKind.String,
            ParameterKind.List => value.Kind == TemplateKind.List,
            ParameterKind.StringList => value is ListValue list && list.Items.All(i => i is StringValue),
            ParameterKind.Map => value.Kind == TemplateKind.Map,
            ParameterKind.Record => value.Kind == TemplateKind.Record,
            ParameterKind.Time => value.Kind == TemplateKind.Time,
            _ => value.Kind == TemplateKind.Duration,
        };
        return fits
            ? value
            : throw Error($"wrong type for value; expected {NameOf(kind)}; got {value.TypeName}");
    }

    private static bool TakesNil(ParameterKind kind) => kind is ParameterKind.Any or ParameterKind.List
        or ParameterKind.StringList or ParameterKind.Map;

    private static string NameOf(ParameterKind kind) => kind switch
    {
        ParameterKind.Any => "interface {}",
        ParameterKind.Bool => "bool",
        ParameterKind.Int => "int",
        ParameterKind.Float => "float64",
        ParameterKind.String => "string",
        ParameterKind.List => "[]interface {}",
        ParameterKind.StringList => "[]string",
        ParameterKind.Map => "map[string]interface {}",
        ParameterKind.Record => "struct",
        ParameterKind.Time => "time.Time",
        _ => "time.Duration",
    };
}
