namespace Hotaru.Templating;

internal sealed class CommandNode(int at) : Node(at)
{
    public List<Node> Arguments { get; } = [];

    public override string ToString() =>
        string.Join(' ', Arguments.Select(a => a is PipeNode ? $"({a})" : a.ToString()));
}
