namespace Hotaru.Templating;

internal sealed class DotNode(int at) : Node(at)
{
    public override string ToString() => ".";
}
