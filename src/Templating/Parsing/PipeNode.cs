namespace Hotaru.Templating;

internal sealed class PipeNode(int at) : Node(at)
{
    public bool IsAssign { get; set; }

    public List<VariableNode> Variables { get; } = [];

    public List<CommandNode> Commands { get; } = [];

    public override string ToString()
    {
        var commands = string.Join(" | ", Commands);
        if (Variables.Count == 0) return commands;
        return $"{string.Join(", ", Variables)} {(IsAssign ? "=" : ":=")} {commands}";
    }
}
