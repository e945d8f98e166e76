namespace Hotaru.Templating;

internal sealed class ListNode(int at) : Node(at)
{
    public List<Node> Nodes { get; } = [];

    public override string ToString() => string.Concat(Nodes);
}
