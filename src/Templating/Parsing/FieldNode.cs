namespace Hotaru.Templating;

internal sealed class FieldNode(int at, string[] names) : Node(at)
{
    public IReadOnlyList<string> Names => names;

    public override string ToString() => "." + string.Join('.', names);
}
