using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>
/// One execution: walks the tree. Follows Go's text/template/exec in meaning and in its messages.
/// </summary>
internal sealed partial class TemplateRun(
    IReadOnlyDictionary<string, TemplateTree> trees, TemplateFunctions functions, MissingKey missingKey,
    ITemplateOutput output)
{
    /// <summary>
    /// Calls within calls; an endless recursion ends here instead of at the end of the stack.
    /// </summary>
    private const int MaxDepth = 250;

    private List<KeyValuePair<string, TemplateValue>> _variables = [];
    private TemplateTree _tree = null!;
    private Node _node = null!;
    private int _depth;

    public void Start(TemplateTree tree, TemplateValue data)
    {
        (_tree, _node) = (tree, tree.Root);
        _variables.Add(new("$", data));
        Walk(data, tree.Root);
    }

    private LoopSignal Walk(TemplateValue dot, Node node)
    {
        _node = node;
        switch (node)
        {
            case TextNode text:
                output.Text(text.Text);
                return LoopSignal.None;
            case ActionNode action:
                var value = Pipeline(dot, action.Pipe);
                if (action.Pipe.Variables.Count == 0) Print(action, value);
                return LoopSignal.None;
            case ListNode list:
                return WalkList(dot, list);
            case BranchNode { Kind: BranchKind.Range } range:
                return WalkRange(dot, range);
            case BranchNode branch:
                return WalkBranch(dot, branch);
            case CallNode call:
                WalkCall(dot, call);
                return LoopSignal.None;
            case LoopControlNode control:
                return control.IsBreak ? LoopSignal.Break : LoopSignal.Continue;
            default:
                throw Error($"unknown node: {node}");
        }
    }

    private void Print(Node node, TemplateValue value)
    {
        _node = node;
        if (value.Kind == TemplateKind.Function) throw Error($"can't print {node} of type {value.TypeName}");
        output.Value(value);
    }

    private LoopSignal WalkList(TemplateValue dot, ListNode list)
    {
        foreach (var node in list.Nodes)
        {
            var signal = Walk(dot, node);
            if (signal != LoopSignal.None) return signal;
        }

        return LoopSignal.None;
    }

    private LoopSignal WalkBranch(TemplateValue dot, BranchNode branch)
    {
        var mark = _variables.Count;
        var value = Pipeline(dot, branch.Pipe);
        var signal = LoopSignal.None;
        if (value.IsTrue) signal = Walk(branch.Kind == BranchKind.With ? value : dot, branch.List);
        else if (branch.Otherwise is not null) signal = Walk(dot, branch.Otherwise);
        Forget(mark);
        return signal;
    }

    private LoopSignal WalkRange(TemplateValue dot, BranchNode range)
    {
        var outer = _variables.Count;
        var value = Pipeline(dot, range.Pipe);
        var mark = _variables.Count;
        var any = false;
        foreach (var (key, element) in Elements(value, range))
        {
            any = true;
            SetLoopVariables(range.Pipe, key, element);
            var signal = Walk(element, range.List);
            Forget(mark);
            if (signal == LoopSignal.Break) break;
        }

        var otherwise = LoopSignal.None;
        if (!any && range.Otherwise is not null) otherwise = Walk(dot, range.Otherwise);
        Forget(outer);
        return otherwise;
    }

    private IEnumerable<(TemplateValue Key, TemplateValue Element)> Elements(TemplateValue value,
        BranchNode range) =>
        value switch
        {
            NilValue => [],
            ListValue list => list.Items.Select((item, i) => (TemplateValue.Of((long)i), item)),
            MapValue map => map.Keys.Select(key => (TemplateValue.Of(key), At(map, key))),
            IntValue when range.Pipe.Variables.Count > 1 =>
                throw Error($"can't use {value} to iterate over more than one variable"),
            IntValue count => Count(count.Value),
            _ => throw Error($"range can't iterate over {value}"),
        };

    private static IEnumerable<(TemplateValue Key, TemplateValue Element)> Count(long count)
    {
        for (var i = 0L; i < count; i++) yield return (TemplateValue.Of(i), TemplateValue.Of(i));
    }

    private static TemplateValue At(MapValue map, string key)
    {
        map.TryGet(key, out var value);
        return value;
    }

    /// <summary>One variable is the element; of two the first is the index or key.</summary>
    private void SetLoopVariables(PipeNode pipe, TemplateValue key, TemplateValue element)
    {
        if (pipe.Variables.Count == 0) return;
        var last = pipe.Variables.Count - 1;
        if (pipe.IsAssign)
        {
            Assign(pipe.Variables[last].Names[0], element);
            if (last > 0) Assign(pipe.Variables[0].Names[0], key);
            return;
        }

        SetTop(pipe.Variables.Count - last, element);
        if (last > 0) SetTop(2, key);
    }

    private void WalkCall(TemplateValue dot, CallNode call)
    {
        if (!trees.TryGetValue(call.Name, out var tree))
            throw Error($"template {GoText.Quote(call.Name)} not defined");
        if (_depth == MaxDepth) throw Error($"exceeded maximum template depth ({MaxDepth})");
        var data = call.Pipe is null ? TemplateValue.Nil : Pipeline(dot, call.Pipe);
        var (outerTree, outerVariables) = (_tree, _variables);
        (_tree, _variables) = (tree, [new("$", data)]);
        _depth++;
        Walk(data, tree.Root);
        _depth--;
        (_tree, _variables) = (outerTree, outerVariables);
    }

    private void Forget(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);

    private void SetTop(int fromTop, TemplateValue value)
    {
        var i = _variables.Count - fromTop;
        _variables[i] = new(_variables[i].Key, value);
    }

    private void Assign(string name, TemplateValue value)
    {
        var i = _variables.FindLastIndex(v => v.Key == name);
        if (i < 0) throw Error($"undefined variable: {name}");
        _variables[i] = new(name, value);
    }

    private TemplateException Error(string what, Exception? inner = null)
    {
        var message =
            $"template: {_tree.PlaceOf(_node)}: executing {GoText.Quote(_tree.Name)} at <{_node}>: {what}";
        return new TemplateException(_tree.Name, _tree.LineOf(_node), what, message, inner);
    }
}
