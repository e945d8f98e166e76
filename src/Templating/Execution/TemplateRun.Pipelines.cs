using Hotaru.Model;

namespace Hotaru.Templating;

/// <content>
/// Pipelines, commands, fields, variables. A final of null means that nothing came down the pipe.
/// </content>
internal sealed partial class TemplateRun
{
    private TemplateValue Pipeline(TemplateValue dot, PipeNode pipe)
    {
        _node = pipe;
        TemplateValue? value = null;
        foreach (var command in pipe.Commands) value = Command(dot, command, value);
        foreach (var variable in pipe.Variables)
        {
            if (pipe.IsAssign) Assign(variable.Names[0], value!);
            else _variables.Add(new(variable.Names[0], value!));
        }

        return value!;
    }

    private TemplateValue Command(TemplateValue dot, CommandNode command, TemplateValue? final)
    {
        var first = command.Arguments[0];
        switch (first)
        {
            case FieldNode field:
                _node = field;
                return Fields(dot, dot, field, field.Names, 0, command.Arguments, final);
            case ChainNode chain:
                return Chain(dot, chain, command.Arguments, final);
            case IdentifierNode identifier:
                return Function(dot, identifier, command, command.Arguments, final);
            case PipeNode pipe:
                NotAFunction(command.Arguments, final);
                return Pipeline(dot, pipe);
            case VariableNode variable:
                return Variable(dot, variable, command.Arguments, final);
        }

        _node = first;
        NotAFunction(command.Arguments, final);
        return first switch
        {
            DotNode => dot,
            LiteralNode { Value.IsNil: true } => throw Error("nil is not a command"),
            LiteralNode literal => literal.Value,
            _ => throw Error($"can't evaluate command {GoText.Quote(first.ToString()!)}"),
        };
    }

    private void NotAFunction(List<Node> arguments, TemplateValue? final)
    {
        if (arguments.Count > 1 || final is not null)
            throw Error($"can't give argument to non-function {arguments[0]}");
    }

    private TemplateValue Chain(TemplateValue dot, ChainNode chain, List<Node> arguments,
        TemplateValue? final)
    {
        _node = chain;
        if (chain.Inner is LiteralNode { Value.IsNil: true })
            throw Error($"indirection through explicit nil in {chain}");
        var inner = Argument(dot, ParameterKind.Any, chain.Inner);
        return Fields(dot, inner, chain, chain.Names, 0, arguments, final);
    }

    private TemplateValue Variable(
        TemplateValue dot, VariableNode variable, List<Node> arguments, TemplateValue? final)
    {
        _node = variable;
        var i = _variables.FindLastIndex(v => v.Key == variable.Names[0]);
        if (i < 0) throw Error($"undefined variable: {variable.Names[0]}");
        if (variable.Names.Count > 1)
            return Fields(dot, _variables[i].Value, variable, variable.Names, 1, arguments, final);
        NotAFunction(arguments, final);
        return _variables[i].Value;
    }

    /// <summary>
    /// Follows names from a receiver; only the last of them may be a method with arguments.
    /// </summary>
    private TemplateValue Fields(
        TemplateValue dot, TemplateValue receiver, Node node, IReadOnlyList<string> names, int from,
        List<Node> arguments, TemplateValue? final)
    {
        for (var i = from; i < names.Count - 1; i++)
            receiver = Field(dot, receiver, node, names[i], [node], null);
        return Field(dot, receiver, node, names[^1], arguments, final);
    }

    private TemplateValue Field(
        TemplateValue dot, TemplateValue receiver, Node node, string name, List<Node> arguments,
        TemplateValue? final)
    {
        if (receiver.IsNil) return NilField(name);
        if (receiver.Method(name) is { } method) return Call(dot, method, node, arguments, final);
        var hasArguments = arguments.Count > 1 || final is not null;
        if (receiver is RecordValue record && record.Member(name) is { } member)
        {
            if (hasArguments) throw Error($"{name} has arguments but cannot be invoked as function");
            return member;
        }

        if (receiver is not MapValue map)
            throw Error($"can't evaluate field {name} in type {receiver.TypeName}");
        if (hasArguments) throw Error($"{name} is not a method but has arguments");
        if (map.TryGet(name, out var value)) return value;
        return missingKey switch
        {
            MissingKey.Zero => map.Missing,
            MissingKey.Error => throw Error($"map has no entry for key {GoText.Quote(name)}"),
            _ => TemplateValue.Nil,
        };
    }

    private TemplateValue NilField(string name) => missingKey switch
    {
        MissingKey.Error => throw Error($"nil data; no entry for key {GoText.Quote(name)}"),
        MissingKey.Zero => throw Error($"nil pointer evaluating interface {{}}.{name}"),
        _ => TemplateValue.Nil,
    };
}
