namespace Hotaru.Templating;

internal sealed class IdentifierNode(int at, string name) : Node(at)
{
    public string Name => name;

    public override string ToString() => name;
}
